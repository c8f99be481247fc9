-- How one value is read. The words stand in variables that vocabulary.py sets; `t` is always a cleaned text, see load_clean.

-- Digits of all scripts become ASCII, Arabic letters Persian ones, every kind of space a plain one, marks that nobody sees are taken out.
CREATE OR REPLACE TEMP MACRO load_clean(t) AS
  CASE WHEN strlen(t) = length(t) THEN trim(t, e' \t\r\n')
       -- Translating takes thirty times as long as looking whether there is anything to translate.
       WHEN NOT regexp_matches(t, getvariable('load_foreign_pattern')) THEN trim(t, e' \t\r\n')
       ELSE trim(translate(t, getvariable('load_from'), getvariable('load_to'))) END;

-- The same without a change inside: spaces and unseen marks are cut off at the edges.
CREATE OR REPLACE TEMP MACRO load_trim(t) AS
  CASE WHEN strlen(t) = length(t) THEN trim(t, e' \t\r\n') ELSE trim(t, getvariable('load_edges')) END;

CREATE OR REPLACE TEMP MACRO load_is_missing(t) AS
  list_contains(getvariable('load_missing'), lower(t));
CREATE OR REPLACE TEMP MACRO load_may_be_missing(t) AS
  list_contains(getvariable('load_perhaps_missing'), lower(t));

-- Numbers ------------------------------------------------------------------------------------------------------------------

-- The names stand in the order of the pattern's groups.
CREATE OR REPLACE TEMP MACRO load_number_parts(t) AS
  regexp_extract(
    -- A dash beside a sign of money is a nought.
    CASE WHEN length(t) < 8 AND regexp_full_match(lower(t), getvariable('load_nothing_pattern'))
         THEN regexp_replace(lower(t), '[-–—−]', '0') ELSE lower(t) END,
    getvariable('load_number_pattern'),
    ['open', 'sign1', 'before', 'cur1', 'sign2', 'inner', 'num', 'mult', 'unit', 'cur2', 'percent', 'close', 'sign3']);

-- The digits with a decimal point, where the grouping is as it must be; `style` is 'point' or 'comma'.
CREATE OR REPLACE TEMP MACRO load_digits(num, style) AS
  CASE style
    WHEN 'point' THEN
      CASE WHEN regexp_full_match(num, '\d+([.٫]\d*)?(e[+-]?\d+)?|[.٫]\d+|[1-9]\d{0,2}([, '']\d{2,3})*[, '']\d{3}([.٫]\d*)?')
           THEN replace(translate(num, ', ''', ''), '٫', '.') END
    ELSE
      CASE WHEN regexp_full_match(num, '\d+([,٫]\d*)?|[,٫]\d+|[1-9]\d{0,2}([. '']\d{2,3})*[. '']\d{3}([,٫]\d*)?')
           THEN translate(translate(num, '. ''', ''), ',٫', '..') END
  END;

CREATE OR REPLACE TEMP MACRO load_parts_number(p, style) AS
  CASE WHEN p.num = '' THEN NULL
       WHEN p.mult = '' AND p.percent = '' AND p.before = '' THEN try_cast(load_digits(p.num, style) AS DOUBLE)
       -- Shifted as decimals, so that 141.56K is 141560 and 7 % is 0.07 to the last digit.
       ELSE CAST(try_cast(load_digits(p.num, style) AS DECIMAL(28, 8))
                 * CASE WHEN p.mult = '' THEN 1 ELSE getvariable('load_multiples')[p.mult] END AS DOUBLE)
            / CASE WHEN p.percent = '' AND p.before = '' THEN 1 ELSE 100 END
  END
  * CASE WHEN p.open <> '' OR p.inner <> '' OR p.sign1 IN ('-', '−') OR p.sign2 IN ('-', '−') OR p.sign3 <> '' THEN -1 ELSE 1 END;

CREATE OR REPLACE TEMP MACRO load_number(t, style) AS
  list_transform([load_number_parts(t)], lambda p: load_parts_number(p, style))[1];

-- Numbers as programs write them. A cast alone rounds to whole numbers, and takes words such as nan.
CREATE OR REPLACE TEMP MACRO load_whole(t) AS
  CASE WHEN regexp_full_match(t, '[+-]?\d+') THEN try_cast(t AS BIGINT) END;
CREATE OR REPLACE TEMP MACRO load_plain(t) AS
  CASE WHEN regexp_full_match(t, '[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?', 'i') THEN try_cast(t AS DOUBLE) END;

-- Days ---------------------------------------------------------------------------------------------------------------------

-- Days from 1970-01-01 to the first day of a Jalali year.
CREATE OR REPLACE TEMP MACRO load_nowruz(y) AS getvariable('load_nowruz')[y - 1249];

CREATE OR REPLACE TEMP MACRO load_jalali(y, m, d) AS
  CASE WHEN m BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31
        AND d <= CASE WHEN m < 7 THEN 31 WHEN m < 12 THEN 30
                      ELSE load_nowruz(y + 1) - load_nowruz(y) - 336 END
       THEN DATE '1970-01-01' + CAST(load_nowruz(y) + CASE WHEN m < 7 THEN (m - 1) * 31 ELSE m * 30 - 24 END + d - 1
                                     AS INTEGER) END;

CREATE OR REPLACE TEMP MACRO load_year(y) AS
  CASE WHEN length(y) = 2 THEN try_cast(y AS INTEGER) + CASE WHEN try_cast(y AS INTEGER) < 70 THEN 2000 ELSE 1900 END
       ELSE try_cast(y AS INTEGER) END;

CREATE OR REPLACE TEMP MACRO load_is_jalali(y) AS y BETWEEN 1250 AND 1499;

CREATE OR REPLACE TEMP MACRO load_ymd(y, m, d) AS
  CASE WHEN load_is_jalali(y) THEN load_jalali(y, m, d)
       WHEN y BETWEEN 1500 AND 2999 THEN try_cast(concat(y, '-', m, '-', d) AS DATE) END;

-- A day as programs write it. A cast alone takes the years 20222, 1403 (of which calendar?) and 44 before Christ, too.
CREATE OR REPLACE TEMP MACRO load_iso(t) AS
  CASE WHEN t >= '1500' AND t < '3' AND t[5] NOT BETWEEN '0' AND '9' AND t NOT LIKE '%)' THEN try_cast(t AS TIMESTAMP) END;

-- The pieces of a date as texts, '' where it has none. All ways to write one are alternatives of one pattern, see vocabulary.py.
CREATE OR REPLACE TEMP MACRO load_date_texts(t) AS
  regexp_extract(lower(t), getvariable('load_date_pattern'),
    ['y1', 'm1', 'd1', 'a', 'separator', 'b', 'y2', 'y3', 'm3', 'd3', 'd4', 'n4', 'y4', 'n5', 'd5', 'y5', 'y6', 'n6', 'd6',
     'n7', 'y7', 'y8', 'n8', 'y9', 'm9', 'm10', 'y10', 'y11', 'q11',
     'q12', 'y12', 'y13', 'm13', 'd13', 'hour', 'minute', 'second', 'part', 'half', 'offset']);

-- The same as numbers. Months are 1 to 12 by number or Gregorian name, 101 to 112 by Jalali name; a and b are day and month in
-- an order that stands open.
CREATE OR REPLACE TEMP MACRO load_date_parts(t) AS
  CASE WHEN length(t) BETWEEN 4 AND 60 AND regexp_matches(t, '\d') THEN
  list_transform([load_date_texts(t)], lambda p: {
    'shape': CASE WHEN p.y1 <> '' THEN 'ymd' WHEN p.y2 <> '' THEN 'xxy' WHEN p.y3 <> '' THEN 'compact'
                  WHEN p.d4 <> '' OR p.d5 <> '' OR p.d6 <> '' THEN 'named' WHEN p.y7 <> '' OR p.y8 <> '' THEN 'month'
                  WHEN p.y9 <> '' OR p.y10 <> '' THEN 'ym' WHEN p.y11 <> '' OR p.y12 <> '' THEN 'month'
                  WHEN p.y13 <> '' THEN 'six' END,
    'y': load_year(concat(p.y1, p.y2, p.y3, p.y4, p.y5, p.y6, p.y7, p.y8, p.y9, p.y10, p.y11, p.y12, p.y13)),
    'm': CASE WHEN p.m1 <> '' OR p.m3 <> '' OR p.m9 <> '' OR p.m10 <> '' OR p.m13 <> ''
              THEN try_cast(concat(p.m1, p.m3, p.m9, p.m10, p.m13) AS INTEGER)
              WHEN p.q11 <> '' OR p.q12 <> '' THEN try_cast(concat(p.q11, p.q12) AS INTEGER) * 3 - 2
              ELSE getvariable('load_months')[trim(concat(p.n4, p.n5, p.n6, p.n7, p.n8), '., ')] END,
    'named': concat(p.n4, p.n5, p.n6, p.n7, p.n8) <> '',
    'd': coalesce(try_cast(concat(p.d1, p.d3, p.d4, p.d5, p.d6, p.d13) AS INTEGER), 1),
    'a': try_cast(p.a AS INTEGER), 'separator': p.separator, 'b': try_cast(p.b AS INTEGER),
    'hour': try_cast(p.hour AS INTEGER), 'minute': try_cast(p.minute AS INTEGER), 'second': try_cast(p.second AS INTEGER),
    'part': try_cast(rpad(left(p.part, 6), 6, '0') AS INTEGER), 'half': p.half, 'offset': p.offset
  })[1] END;

-- A date that cannot be what the column says is read as the other.
CREATE OR REPLACE TEMP MACRO load_either(y, a, b, month_first) AS
  CASE WHEN month_first AND NOT load_is_jalali(y) THEN coalesce(load_ymd(y, a, b), load_ymd(y, b, a))
       ELSE coalesce(load_ymd(y, b, a), load_ymd(y, a, b)) END;

-- `month_first` holds the separators (of / - . and space) after which a date begins with its month.
CREATE OR REPLACE TEMP MACRO load_parts_day(p, month_first) AS
  CASE WHEN p.shape = 'xxy' THEN load_either(p.y, p.a, p.b, contains(month_first, p.separator))
       WHEN p.named AND p.m > 100 AND load_is_jalali(p.y) THEN load_jalali(p.y, p.m - 100, p.d)
       WHEN p.named AND p.m < 100 AND NOT load_is_jalali(p.y) THEN load_ymd(p.y, p.m, p.d)
       WHEN NOT p.named AND p.shape IS NOT NULL THEN load_ymd(p.y, p.m, p.d)
  END;

CREATE OR REPLACE TEMP MACRO load_parts_seconds(p) AS
  CASE WHEN p.hour IS NULL THEN 0
       WHEN p.hour > 23 OR p.minute > 59 OR (p.half <> '' AND p.hour NOT BETWEEN 1 AND 12) THEN NULL
       ELSE (CASE WHEN p.half = '' THEN p.hour
                  ELSE p.hour % 12 + CASE WHEN list_contains(getvariable('load_afternoon'), p.half) THEN 12 ELSE 0 END END) * 3600
            + p.minute * 60 + coalesce(p.second, 0) - load_offset(p.offset) END;

CREATE OR REPLACE TEMP MACRO load_offset(o) AS
  CASE WHEN o IN ('', 'z') THEN 0
       ELSE CASE WHEN left(o, 1) = '-' THEN -1 ELSE 1 END
            * (try_cast(o[2:3] AS INTEGER) * 3600 + coalesce(try_cast(replace(o, ':', '')[4:5] AS INTEGER), 0) * 60) END;

CREATE OR REPLACE TEMP MACRO load_moment(t, month_first) AS
  list_transform([load_date_parts(t)], lambda p:
    CAST(load_parts_day(p, month_first) AS TIMESTAMP) + to_seconds(load_parts_seconds(p)) + to_microseconds(coalesce(p.part, 0)))[1];

-- A day as Excel counts it, where a column of dates has some of them.
CREATE OR REPLACE TEMP MACRO load_serial(t) AS
  CASE WHEN regexp_full_match(t, '[2-5]\d{4}(\.\d+)?')
       THEN date_trunc('second', TIMESTAMP '1899-12-30' + to_milliseconds(CAST(round(try_cast(t AS DOUBLE) * 86400000) AS BIGINT))) END;

-- Dates such as 5/1/2024: their pieces.
CREATE OR REPLACE TEMP MACRO load_order_parts(t) AS
  list_transform([load_date_parts(t)], lambda p: CASE WHEN p.shape = 'xxy' AND NOT load_is_jalali(p.y) THEN p END)[1];

-- Lengths of time -----------------------------------------------------------------------------------------------------------

-- The pieces of a length of time; ISO 8601 (PT1H30M) is written as words before.
CREATE OR REPLACE TEMP MACRO load_span_parts(t) AS
  CASE WHEN length(t) BETWEEN 2 AND 60 AND regexp_matches(t, '\d') THEN
  list_transform([regexp_extract(
    CASE WHEN regexp_full_match(t, 'p(?:\d+[wd])*(?:t[\d.,hms]+)?', 'i') THEN translate(lower(t), 'pt', ' ') ELSE lower(t) END.trim(),
    getvariable('load_span_pattern'), ['minus', 'w', 'd', 'c1', 'c2', 'c3', 'h', 'hm', 'm', 's'])],
  lambda p: CASE WHEN concat(p.w, p.d, p.c1, p.h, p.m, p.s) <> '' THEN p END)[1] END;

CREATE OR REPLACE TEMP MACRO load_span_number(t) AS
  CASE WHEN t = '' THEN 0 ELSE CAST(translate(t, ',٫', '..') AS DOUBLE) END;

-- In seconds. `style` says what 12:45 is: 'hm', 'ms', or '' where nobody knows.
CREATE OR REPLACE TEMP MACRO load_span(t, style) AS
  list_transform([load_span_parts(t)], lambda p:
    CASE WHEN p.c1 <> '' AND p.c3 = '' AND style = '' THEN NULL ELSE
      CASE WHEN p.minus = '' THEN 1 ELSE -1 END
      * (load_span_number(p.w) * 604800 + load_span_number(p.d) * 86400 + load_span_number(p.h) * 3600
         + load_span_number(p.hm) * 60 + load_span_number(p.m) * 60 + load_span_number(p.s) + load_span_number(p.c3)
         + load_span_number(p.c1) * CASE WHEN p.c3 <> '' OR style = 'hm' THEN 3600 ELSE 60 END
         + load_span_number(p.c2) * CASE WHEN p.c3 <> '' OR style = 'hm' THEN 60 ELSE 1 END) END)[1];

-- Whether a text would need a repair or names a total: cheap for what is plain ASCII.
CREATE OR REPLACE TEMP MACRO load_untidy(t) AS
  CASE WHEN t < '!' OR suffix(t, ' ') OR suffix(t, chr(9)) THEN true
       WHEN strlen(t) <> length(t) AND regexp_matches(t, getvariable('load_untidy_pattern')) THEN true
       WHEN strlen(t) <= getvariable('load_untidy_longest') OR (strlen(t) <= 40 AND strlen(t) <> length(t))
       THEN regexp_full_match(t, getvariable('load_untidy_words'))
       ELSE false END;
