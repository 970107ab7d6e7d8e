/** HubSpot's default deal properties: name, label, type and field type, group, flags (seeds.ts explains them). */
export const DEAL_PROPERTIES = `
amount | Amount | number number | dealinformation
amount_in_home_currency | Amount in company currency | number calculation_equation | dealinformation | rc
closed_lost_reason | Closed Lost Reason | string textarea | dealinformation
closed_won_reason | Closed Won Reason | string textarea | dealinformation
closedate | Close Date | datetime date | dealinformation
createdate | Create Date | datetime date | dealinformation
days_to_close | Days to close | number calculation_equation | dealinformation | rc
deal_currency_code | Currency | enumeration select | dealinformation
dealname | Deal Name | string text | dealinformation
dealstage | Deal Stage | enumeration radio | dealinformation | x
dealtype | Deal Type | enumeration radio | dealinformation
description | Deal Description | string textarea | dealinformation
hs_all_collaborator_owner_ids | Deal Collaborator | enumeration checkbox | dealinformation | x
hs_createdate | HubSpot Create Date | datetime date | dealinformation | r
hs_deal_score | Deal Score | number number | dealinformation | r
hs_deal_stage_probability | Deal probability | number number | dealinformation
hs_forecast_amount | Forecast amount | number number | dealinformation | r
hs_forecast_probability | Forecast probability | number number | dealinformation
hs_has_empty_conditional_stage_properties | Has Empty Conditional Stage Properties | bool booleancheckbox | dealinformation | r
hs_is_closed | Is Deal Closed? | bool calculation_equation | dealinformation | rc
hs_is_closed_lost | Is closed lost | bool calculation_equation | dealinformation | rc
hs_is_closed_won | Is Closed Won | bool calculation_equation | dealinformation | rc
hs_is_stalled | Is Stalled | bool calculation_equation | dealinformation | rc
hs_is_stalled_after_timestamp | Is Stalled After Timestamp | datetime date | dealinformation | r
hs_lastmodifieddate | Last Modified Date | datetime date | dealinformation | r
hs_latest_meeting_activity | Latest meeting activity | datetime date | dealinformation | r
hs_latest_sales_email_reply_date | Latest sales email reply date | datetime calculation_rollup | dealinformation | rc
hs_manual_forecast_category | Forecast category | enumeration select | dealinformation
hs_merged_object_ids | Merged Deal IDs | enumeration checkbox | dealinformation | r
hs_next_step | Next step | string text | dealinformation
hs_next_step_updated_at | Next step updated at | datetime date | dealinformation | rc
hs_object_id | Record ID | number number | dealinformation | r
hs_object_source | Record source | enumeration select | dealinformation | rh
hs_object_source_id | Record source ID | string text | dealinformation | rh
hs_object_source_label | Record source label | enumeration select | dealinformation | r
hs_priority | Priority | enumeration select | dealinformation
hs_updated_by_user_id | Updated by user ID | number number | dealinformation | rh
hubspot_owner_assigneddate | Owner Assigned Date | datetime date | dealinformation | r
hubspot_owner_id | Deal owner | enumeration select | dealinformation | x
hubspot_team_id | HubSpot Team | enumeration select | dealinformation | rx
notes_last_contacted | Last Contacted | datetime date | dealinformation | r
notes_last_updated | Last Activity Date | datetime date | dealinformation | r
notes_next_activity_date | Next Activity Date | datetime date | dealinformation | r
num_associated_contacts | Number of Associated Contacts | number number | dealinformation | r
num_contacted_notes | Number of times contacted | number number | dealinformation | r
num_notes | Number of Sales Activities | number number | dealinformation | r
pipeline | Pipeline | enumeration select | dealinformation | x
`;
