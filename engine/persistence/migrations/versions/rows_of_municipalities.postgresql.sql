ALTER TABLE audit_archive ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON audit_archive USING (chain = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON audit_head USING (chain = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON account USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON audit_event USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE case_counter ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON case_counter USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE cycle_run ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON cycle_run USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE day_off ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON day_off USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE municipality_crest ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON municipality_crest USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON outbox USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE person ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON person USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE provider_organisation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON provider_organisation USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE tally_mark ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON tally_mark USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE representation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON representation USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE user_account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON user_account USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE calendar_feed ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON calendar_feed USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE control_sample ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON control_sample USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE deputy ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON deputy USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE municipal_amount ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON municipal_amount USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE opinion_count ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON opinion_count USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE read_log ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON read_log USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON saved_view USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE service_case ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON service_case USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE user_role ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON user_role USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE application ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON application USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE assessment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON assessment USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE case_note ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON case_note USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE case_question ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON case_question USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE control_file ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON control_file USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE decision ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON decision USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE document ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON document USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE element_tally ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON element_tally USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE move_plan ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON move_plan USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE municipality_release ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON municipality_release USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE process_instance ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON process_instance USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE release_draft ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON release_draft USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE sign_in_link ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON sign_in_link USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE contestation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON contestation USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE contract ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON contract USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE document_delivery ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON document_delivery USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE draft_coverage ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON draft_coverage USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE draft_tryout ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON draft_tryout USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE job ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON job USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE message_wait ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON message_wait USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE ministry_claim ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON ministry_claim USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE moved_case ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON moved_case USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE reassessment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON reassessment USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE received_message ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON received_message USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE release_draft_file ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON release_draft_file USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE timer ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON timer USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE weekly_grant ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON weekly_grant USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE claim_file ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON claim_file USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE claim_reply ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON claim_reply USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE pay_carry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON pay_carry USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE payment_run ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON payment_run USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE provider_invoice ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON provider_invoice USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE reply_file ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON reply_file USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE service_month ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON service_month USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE suspension ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON suspension USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE takeover ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON takeover USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE assistant_week_share ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON assistant_week_share USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE attestation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON attestation USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE claim_line ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON claim_line USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE evidence_demand ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON evidence_demand USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE journal_entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON journal_entry USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE month_correction ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON month_correction USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE month_entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON month_entry USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE month_finding ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON month_finding USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE month_pay ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON month_pay USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE month_span ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON month_span USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE month_top_up ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON month_top_up USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE month_transport ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON month_transport USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE month_use ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON month_use USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE payment_deduction ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON payment_deduction USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE payment_order ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON payment_order USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE payroll_file ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON payroll_file USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE provider_payment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON provider_payment USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE user_task ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON user_task USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE claim_adjustment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON claim_adjustment USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE correction_signature ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON correction_signature USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE correction_use ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON correction_use USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE incident ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON incident USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE line_reply ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON line_reply USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE payroll_result ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON payroll_result USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE posting ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON posting USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE reopening ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON reopening USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE task_answers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON task_answers USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE task_draft ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON task_draft USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE task_mark ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON task_mark USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE upload ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON upload USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE user_task_person ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON user_task_person USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

ALTER TABLE superseded ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
;

CREATE POLICY of_whom_it_speaks_for ON superseded USING (municipality_id = (SELECT nullif(nullif(current_setting('asistents.tenant', true), ''), 'every')::bigint) OR (SELECT nullif(current_setting('asistents.tenant', true), '') = 'every'))
;

