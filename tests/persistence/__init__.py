"""The tables keep their promises: tenancy, encryption, audit, ledger, queries, migrations."""
