"""English: what kpibot says in Slack besides the answers themselves."""

from bot.words.en_alert_sayings import ALERT_SAYINGS

SAYINGS = {
    **ALERT_SAYINGS,
    "working": "is looking it up…",
    "period": "Period",
    "breakdown": "Breakdown",
    "comparison": "Comparison",
    "chart": "Chart",
    "explain": "Explain",
    "csv": "CSV file",
    "share": "Share to channel",
    "wrong": "Wrong reading",
    "shared_by": "Shared by {person}",
    "only_you": "Only you can see this: it holds more than this channel may see.",
    "only_you_asked": "Only you can see this.",
    "choose": "Which one is meant?",
    "try": "Questions that work:",
    "more": "+ {count} more; all of them are in the CSV file.",
    "earlier": "+ {count} earlier; all of them are in the CSV file.",
    "no_chart": "The chart could not be made: {reason}. The numbers above are complete.",
    "no_upload": "Slack did not take the chart ({reason}). The numbers above are complete.",
    "chart_in_dm": "The chart is in our direct messages.",
    "csv_in_dm": "The CSV file is in our direct messages.",
    "no_csv": "There are no rows to put into a file.",
    "no_upload_csv": "Slack did not take the file: {reason}.",
    "expired": "This took too long to open. Please press again.",
    "gone": "I no longer have this answer. Please ask again.",
    "change_gone": "That choice no longer fits the data. Please ask again.",
    "guest": "I answer members of this workspace only; guests do not get figures.",
    "stranger": "I answer members of this workspace only; people of connected organisations do not get figures.",
    "denied": "You have no rights to figures yet. Please ask whoever keeps kpibot to give your address {email} a role.",
    "no_email": (
        "I cannot see your e-mail address, so I do not know what you may see. Please ask your Slack administrator."
    ),
    "no_person": (
        "Slack does not tell me who you are right now, so I cannot say what you may see. Please ask again in a moment."
    ),
    "trouble": "Something went wrong on my side and is in the log. Please ask again.",
    "doubt": "Slack did not confirm my answer. If you do not see it, please ask again.",
    "not_here": (
        "I could not answer where you asked: I am no member there. Invite me with /invite, or ask me here. "
        "You asked: {question}"
    ),
    "empty": "What would you like to know? For example:",
    "explain_title": "How it was read",
    "wrong_title": "Wrong reading",
    "wrong_ask": "What did you mean?",
    "wrong_hint": "In your own words; it goes to whoever keeps the catalogue.",
    "send": "Send",
    "close": "Close",
    "thanks": "Thank you. It is kept with the reading, for whoever keeps the catalogue.",
    "home_hello": "Ask me about your figures",
    "home_how": "Mention me in a channel, write to me here, or use /kpi. I say how I read every question.",
    "home_figures": "My figures",
    "home_recent": "Asked lately",
    "home_ask": "What you can ask",
    "home_dashboards": "Dashboards",
    "home_fresh": "The data goes to {day}.",
    "home_none": "Nothing yet.",
    "prompts": "Try one of these",
    "help": "How to ask",
    "help_text": (
        "Write what you want to know in plain words: a figure, by what, for which period. I answer with the number, "
        "how I read the question, a table and a chart. In a thread you can go on: “and by region?”, “last year”, "
        "“why?”."
    ),
    "help_commands": (
        "/kpi QUESTION: an answer only you see\n/kpi-dashboard NAME: a whole dashboard\n"
        "/kpi-digest: what is sent to you on a schedule\n/kpi-alert: what you are told when a figure turns bad\n"
        "/kpi-help: this page"
    ),
    "dashboard_which": "Which dashboard?",
    "dashboard_in_dm": "The dashboard is in our direct messages.",
    "dashboard_missing": "Not shown: {things}",
    "reading": "Read as: {line}",
    "digest_away": "The digest “{name}” could not be sent to {channel}: I may not write there ({reason}).",
    "digest_failed": "The digest “{name}” could not be sent: {reason}",
    "digest_doubt": (
        "Slack did not say whether it took the digest “{name}”, and does not let me look. I do not send it again, so "
        "that it does not come twice."
    ),
    "digest_not_for_channel": (
        "The digest “{name}” was not sent to {channel}: it holds figures that not everybody there may see."
    ),
    "digests": "Your digests",
    "digests_none": "You have ordered none yet.",
    "digest_to_you": "to you directly",
    "digest_active": "active",
    "digest_paused": "paused",
    "digest_test": "Test to me",
    "digest_edit": "Edit",
    "digest_pause": "Pause",
    "digest_resume": "Resume",
    "digest_delete": "Delete",
    "digest_new": "New digest",
    "digest_form": "Digest",
    "digest_save": "Save",
    "digest_what": "What",
    "digest_about": "About whom",
    "digest_about_hint": "A team, a territory, a person, by name. Empty: the whole company.",
    "digest_where": "Where to",
    "digest_where_hint": "Invite me there first. Empty: to you directly.",
    "digest_every": "When",
    "digest_at": "At",
    "digest_zone": "Time zone",
    "digest_zone_hint": "Such as Europe/Berlin or Asia/Tehran",
    "digest_zone_wrong": "There is no such time zone. Write it like Europe/Berlin.",
    "digest_language": "Language",
    "digest_missed": "If it could not be sent in time",
    "digest_about_wrong": "I know nobody and nothing of that name that this can be narrowed to.",
    "digest_gone": "This digest is not there any more, or is not yours.",
    "digest_kept": "“{name}” will be sent {schedule}, {where}.",
    "digest_tested": "It is in our direct messages.",
    "every_day": "every day",
    "every_workday": "Monday to Friday",
    "every_month": "on the first of each month",
    "missed_late": "send it late, with a note",
    "missed_skip": "leave it out",
    "language_name": "English",
    "digest_there": "in the channel",
    "order_new": "new",  # typed after the command
    "order_when_unclear": "I do not understand when to look. Say it as in “every Monday at 9”.",
    "order_channel_unclear": (
        "I can send it to one channel: type # and choose the channel from Slack's list. "
        "Or order it with the form: /kpi-digest new, /kpi-alert new."
    ),
    "digest_moves": "Its days move along: on {day} it is about {period}.",
    "digest_stays": "It is always about {period}.",
    "home_digests": "/kpi-digest changes them.",
}
