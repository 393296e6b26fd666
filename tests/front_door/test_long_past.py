"""What people and time do every day asks nothing of the past but by key, however long it has become."""

from __future__ import annotations

from engine.domain.rights import Actor
from engine.jobs.worker import drain
from engine.persistence.queries import inbox
from engine.tasks.tasks import Sent, complete
from tests.front_door.test_upgrades import REMINDED
from tests.persistence.plans import listening, of_history, read_whole, steps
from tests.small_house import BEGINS, OGRE, SmallHouse


def looked(house: SmallHouse, who: Actor) -> None:
    with house.runtime.reading(OGRE) as session:
        inbox.page(session, who, inbox.Wanted(), now=house.clock.now())


def test_steps_and_the_inbox_do_not_read_the_past(house: SmallHouse, calm: list[str]) -> None:
    """Opened, looked at, reminded, answered, approved: the audit is only written to."""
    ilze, valdis = house.actor("ilze"), house.actor("valdis")
    with listening(house.runtime.database) as asked:
        instance_id = house.start()
        looked(house, ilze)
        complete(house.runtime, ilze, house.task("ask", instance_id).id, Sent({"answer": "jā"}, 1))
        looked(house, valdis)
        complete(house.runtime, valdis, house.task("approve", instance_id).id, Sent({}, 1))
    assert calm == ["note_down"]
    assert len(asked) > 10
    assert [str(one) for one in asked if of_history(one)] == []


def test_a_tick_links_new_events_by_key(house: SmallHouse, calm: list[str]) -> None:
    house.start()
    assert house.clock.now() >= BEGINS
    house.clock.move_to(REMINDED)
    with listening(house.runtime.database) as asked:
        drain(house.runtime)
    assert calm == ["remind"]
    of_the_past = [one for one in asked if of_history(one)]
    assert len(of_the_past) == 2  # the unsealed ones, and their links
    assert [found for one in of_the_past if (found := read_whole(house.runtime.database, one))] == []
    told = [step for one in of_the_past for step in steps(house.runtime.database, one)]
    assert {"ix_audit_event_unsealed" in told[0], "INTEGER PRIMARY KEY (rowid=?)" in told[1]} == {True}
