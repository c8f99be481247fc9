-- The demo company's tables. One statement a table; every column that a figure or a breakdown uses stands here.
-- Keys and references of the tables that grow with the scale are not declared, as their indexes would double the file and
-- the build time; the build checks them all (KEYS in check.py): a column named like a table's key refers to that table.
-- Dates are local to the workspace; *_at is a TIMESTAMP, *_on and month are DATEs. Persian names stand in *_fa.
-- Members without a *_fa column (segment, channels, reasons, ...) get their Persian names from the demo catalogue.

CREATE TABLE territories (                  -- a sales territory is a province
  territory_id INTEGER PRIMARY KEY,
  code VARCHAR NOT NULL UNIQUE,             -- ISO 3166-2, the key of the boundary file: 'IR-07'
  name VARCHAR NOT NULL UNIQUE, name_fa VARCHAR NOT NULL UNIQUE,
  region VARCHAR NOT NULL, region_fa VARCHAR NOT NULL,   -- North, South, East, West, Central
  population INTEGER NOT NULL
);
CREATE TABLE teams (
  team_id INTEGER PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, name_fa VARCHAR NOT NULL UNIQUE
);
CREATE TABLE reps (
  rep_id INTEGER PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, name_fa VARCHAR NOT NULL UNIQUE, email VARCHAR NOT NULL UNIQUE,
  team_id INTEGER NOT NULL REFERENCES teams,             -- the team now (or at leaving); facts keep the team of their own day
  territory_id INTEGER NOT NULL REFERENCES territories,
  started_on DATE NOT NULL, ended_on DATE                -- a rep may leave
);
CREATE TABLE campaigns (
  campaign_id INTEGER PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, name_fa VARCHAR NOT NULL UNIQUE,
  kind VARCHAR NOT NULL,                                 -- Acquisition, Win-back
  marketing_channel VARCHAR NOT NULL,                    -- Website form, Social media, Email campaign, Trade show, Referral, Paid search
  starts_on DATE NOT NULL, ends_on DATE NOT NULL
);
CREATE TABLE customers (
  customer_id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, name_fa VARCHAR NOT NULL,
  territory_id INTEGER NOT NULL REFERENCES territories, rep_id INTEGER NOT NULL REFERENCES reps, team_id INTEGER NOT NULL REFERENCES teams,
  segment VARCHAR NOT NULL,                              -- Small business, Mid-market, Enterprise, Consumer
  vertical VARCHAR,                                      -- null for consumers
  age_group VARCHAR, gender VARCHAR, education VARCHAR,  -- of the main contact; may be null
  acquisition_channel VARCHAR NOT NULL,                  -- a marketing channel
  campaign_id INTEGER REFERENCES campaigns,              -- the acquisition campaign, where one brought the customer
  plan VARCHAR,                                          -- plan now, or at leaving; null without subscription
  acquired_on DATE,                                      -- a few old customers have no date
  churned_on DATE                                        -- null while active (a customer who came back is active)
);
CREATE TABLE customer_spells (                           -- each time a customer was active: [started_on, ended_on)
  spell_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers,
  started_on DATE, started_by VARCHAR NOT NULL,          -- Acquired, Won back; no date where the customer has none
  ended_on DATE, churn_reason VARCHAR                    -- Competitor, Product fit, Service, Price, No budget, Other, null while active or unknown
);
CREATE TABLE contacts (
  contact_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers,
  name VARCHAR NOT NULL, name_fa VARCHAR NOT NULL, role VARCHAR NOT NULL, is_main BOOLEAN NOT NULL,
  age_group VARCHAR, gender VARCHAR, education VARCHAR
);
CREATE TABLE products (
  product_id INTEGER PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, name_fa VARCHAR NOT NULL UNIQUE,
  category VARCHAR NOT NULL, category_fa VARCHAR NOT NULL,
  product_type VARCHAR NOT NULL,                         -- Product, Service
  list_price DECIMAL(18,2) NOT NULL, unit_cost DECIMAL(18,2) NOT NULL, launched_on DATE NOT NULL
);
CREATE TABLE product_prices (
  product_id INTEGER NOT NULL REFERENCES products, valid_from DATE NOT NULL, price DECIMAL(18,2) NOT NULL, PRIMARY KEY (product_id, valid_from)
);
CREATE TABLE leads (
  lead_id BIGINT NOT NULL,
  source VARCHAR NOT NULL,                               -- a marketing channel
  campaign_id INTEGER,
  territory_id INTEGER NOT NULL, rep_id INTEGER NOT NULL, team_id INTEGER NOT NULL,
  segment VARCHAR NOT NULL, vertical VARCHAR,
  age_group VARCHAR, gender VARCHAR, education VARCHAR,
  score INTEGER,                                         -- 0 to 100, null where never scored
  stage VARCHAR NOT NULL,                                -- the furthest stage: Lead, Contacted, Qualified, Opportunity, Proposal, Won
  created_at TIMESTAMP NOT NULL, first_response_at TIMESTAMP, qualified_at TIMESTAMP,
  converted_at TIMESTAMP, customer_id INTEGER,   -- both set together
  lost_at TIMESTAMP, lost_reason VARCHAR                 -- Price, Product fit, Service, Competitor, No budget, No response
);
CREATE TABLE lead_stage_events (                         -- every stage a lead reached, once, in order
  event_id BIGINT NOT NULL, lead_id BIGINT NOT NULL,
  stage VARCHAR NOT NULL, entered_at TIMESTAMP NOT NULL  -- Lead = created, Contacted = first response, Qualified, Opportunity, Proposal, Won = converted
);
CREATE TABLE opportunities (
  opportunity_id BIGINT NOT NULL, name VARCHAR NOT NULL,
  lead_id BIGINT,                                        -- null for a deal with an existing customer
  customer_id INTEGER,                                   -- null until a lead has become one
  marketing_channel VARCHAR NOT NULL,
  territory_id INTEGER NOT NULL, rep_id INTEGER NOT NULL, team_id INTEGER NOT NULL,
  segment VARCHAR NOT NULL, vertical VARCHAR,
  amount DECIMAL(18,2) NOT NULL,
  stage VARCHAR NOT NULL,                                -- Discovery, Proposal, Negotiation, Won, Lost
  created_on DATE NOT NULL, closed_on DATE, lost_reason VARCHAR
);
CREATE TABLE opportunity_stage_events (
  event_id BIGINT NOT NULL, opportunity_id BIGINT NOT NULL, stage VARCHAR NOT NULL, entered_on DATE NOT NULL
);
CREATE TABLE orders (
  order_id BIGINT NOT NULL, customer_id INTEGER NOT NULL,
  rep_id INTEGER NOT NULL, team_id INTEGER NOT NULL, territory_id INTEGER NOT NULL,
  opportunity_id BIGINT,                                 -- the won deal behind it, where there is one
  sales_channel VARCHAR NOT NULL,                        -- Online, Retail, Wholesale, Agency
  customer_type VARCHAR NOT NULL,                        -- New: the customer's first order; Existing: any later one
  ordered_at TIMESTAMP NOT NULL
);
CREATE TABLE order_lines (
  line_id BIGINT NOT NULL, order_id BIGINT NOT NULL,
  product_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,                             -- negative on a return line
  gross_amount DECIMAL(18,2) NOT NULL, discount_amount DECIMAL(18,2) NOT NULL,
  net_amount DECIMAL(18,2) NOT NULL,                     -- gross - discount, before tax; negative on a return line
  cost_amount DECIMAL(18,2) NOT NULL,
  returned_on DATE                                       -- set on a return line, after its order's day; the line counts by its order's date
);
CREATE TABLE targets (
  target_id INTEGER PRIMARY KEY, month DATE NOT NULL,    -- first day of a Gregorian month
  territory_id INTEGER NOT NULL REFERENCES territories, team_id INTEGER NOT NULL REFERENCES teams, rep_id INTEGER NOT NULL REFERENCES reps,
  amount DECIMAL(18,2) NOT NULL
);
CREATE TABLE marketing_spend (
  spend_id BIGINT NOT NULL, campaign_id INTEGER NOT NULL, territory_id INTEGER NOT NULL,
  spent_on DATE NOT NULL, amount DECIMAL(18,2) NOT NULL
);
CREATE TABLE budgets (
  budget_id INTEGER PRIMARY KEY, month DATE NOT NULL, territory_id INTEGER NOT NULL REFERENCES territories,
  category VARCHAR NOT NULL,                             -- Marketing, Sales, Resources
  allocated DECIMAL(18,2) NOT NULL, spent DECIMAL(18,2) NOT NULL
);
CREATE TABLE goals (
  goal_id INTEGER PRIMARY KEY, territory_id INTEGER NOT NULL REFERENCES territories,
  metric VARCHAR NOT NULL,                               -- a metric id: revenue, new_customers, win_rate, lead_conversion_rate, csat ...
  starts_on DATE NOT NULL, ends_on DATE NOT NULL,        -- [starts_on, ends_on)
  goal DOUBLE NOT NULL
);
CREATE TABLE interactions (
  interaction_id BIGINT NOT NULL, customer_id INTEGER NOT NULL, contact_id INTEGER NOT NULL,
  rep_id INTEGER NOT NULL, kind VARCHAR NOT NULL,   -- Email, Call, Meeting, Ticket
  subject VARCHAR NOT NULL, subject_fa VARCHAR NOT NULL, occurred_at TIMESTAMP NOT NULL
);
CREATE TABLE tickets (
  ticket_id BIGINT NOT NULL, customer_id INTEGER NOT NULL, contact_id INTEGER NOT NULL,
  status VARCHAR NOT NULL,                               -- Open, Pending, Resolved
  opened_at TIMESTAMP NOT NULL, first_response_at TIMESTAMP, resolved_at TIMESTAMP
);
CREATE TABLE satisfaction_responses (
  response_id BIGINT NOT NULL, ticket_id BIGINT, customer_id INTEGER NOT NULL,
  score INTEGER NOT NULL,                                -- 1 to 5
  responded_at TIMESTAMP NOT NULL
);
CREATE TABLE subscriptions (
  subscription_id BIGINT PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers,
  plan VARCHAR NOT NULL,                                 -- Basic, Standard, Professional, Enterprise
  monthly_amount DECIMAL(18,2) NOT NULL, started_on DATE NOT NULL, ended_on DATE,
  end_reason VARCHAR                                     -- Churn, Plan change; null while active
);
CREATE TABLE win_back_contacts (
  contact_event_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers, campaign_id INTEGER NOT NULL REFERENCES campaigns,
  contacted_on DATE NOT NULL, returned_on DATE           -- returned_on: when this contact brought the customer back
);
