"""English words around a question: politeness, help, orders, and what carries no meaning."""

from __future__ import annotations

AROUND: dict[str, dict[str, str]] = {
    "help": {
        "help": (
            "help|help me|what can i ask|what can you do|what do you know|how does this work|what can i ask you|"
            "what questions can i ask|how do i use this|what are you able to do|what can you tell me|show help|"
            "how can you help|what can you answer|what do you do|what can you help with|how to use this|who are you|"
            "what are you|what can you help me with|how do i ask|examples|example questions|give me examples|"
            "what should i ask|what kind of questions can i ask|what can this do|what can this bot do|"
            "what else can i ask|what can we ask"
        ),
        "metrics": (
            "metrics|metric|kpis|kpi|measures|figures are there|figures do you have|indicators|figures can i ask|"
            "which figures"
        ),
        "dimensions": "dimensions|breakdowns|attributes|break things down by|break down by what",
        "dashboards": (
            "which dashboards|what dashboards|list dashboards|dashboards are there|list of dashboards|the dashboards"
        ),
    },
    "exist": {
        "": (
            "are there|is there|do you have|do we have|do you know|can i ask|"
            "can i ask about|list|list of|list all|a list of|names of|name all|can i use|can i choose|are kept|"
            "do you keep|show all|can we ask|list the|can i see|list our|enumerate|all our|what all|do you support|"
            "list out"
        ),
        "had": "exist|exists|are available|available",
    },
    "command": {
        "": (
            "delete|remove|update|insert|erase|wipe|truncate|drop table|rename|edit|modify|overwrite|cancel|refund|"
            "assign|reassign|approve|reject|upload|import|export|book a|schedule a|call|email|invite|hire|fire|reset|"
            "purge|alter|set|add|create|archive|undo|grant|revoke|transfer|buy|pay|increase the|raise|change the|"
            "change my|mark|move the|mail|close the|close all|clear|destroy|kill|restart|shut down|deploy|install|"
            "correct|fix|enter|register|drop the|merge|replace|adjust|lower the|decrease the|reduce|void|reopen|"
            "disable|enable|save|store|post|offer|apply"
        ),
    },
    "subscribe": {
        "": (
            "subscribe|subscribe me|subscribe me to|subscribe to|subscribe us to|unsubscribe|unsubscribe me from|"
            "remind me|remind|remind me of|email me|e mail me|mail me|message me|send this|send me this|send us this|"
            "send it|send me it|send it to me|send this to me|post this|deliver|deliver this|schedule"
        ),
    },
    "alert": {
        "": (
            "alert me|alert us|notify me|notify us|alert|notify|let me know when|let me know if|let us know when|"
            "let us know if|tell me when|tell us when|tell me if|tell us if|warn me|warn us|ping me|warn|alert me when|"
            "alert me if|alert us when|alert us if|notify me when|notify me if|notify us when|notify us if|"
            "warn me when|warn me if|warn us when|warn us if|ping me when|ping me if|message me when|email me when|"
            "email me if|send me an alert when|send me an alert if|alert when|alert if|notify when"
        ),
    },
    # An order only beside an event (`intents.telling`).
    "tell": {
        "": (
            "tell|tell me|tell us|let me know|let us know|inform|inform me|inform us|message me|message us|"
            "send me a message|send us a message|send me an alert|send us an alert|send me a warning|"
            "send us a warning|send a message|send an alert|send a warning|send a note|send a notification|"
            "send an email|post|post a message|post a note|email me|email us|remind me|"
            "remind us|ping us|write to me|write to us"
        ),
    },
    "event": {
        "": (
            "if|when|whenever|in case|as soon as|once|whether|every time|each time|any time|check if|check whether|"
            "see if|see whether|look whether|look if"
        ),
    },
    "schedule": {
        "": (
            "every morning|each morning|every evening|every day at|daily at|every week at|weekly at|every month at|"
            "every weekday at|every working day|every weekday|on weekdays|on the first of every month|"
            "on the first day of every month|at the start of every month|at the end of every month|every workday"
        ),
    },
    "clock": {"": "am|pm|a . m|p . m|o ' clock|oclock|noon|midnight|in the morning|in the evening|in the afternoon"},
    "follow_up": {
        "": (
            "what about|how about|and what about|same for|the same for|instead|instead of|back|go back|and now|"
            "now only|only show|same but|as before|previous answer|add to that|this time|same thing for|the same but|"
            "and for|how did that|that one|those|of those|drill down|drill into|zoom in"
        ),
    },
    "unsupported": {
        "": (
            "like for like|like - for - like|same store|standard deviation|variance|stddev|std dev|percentile|"
            "correlation|correlate|correlated|regression|"
            "significance|outliers|anomalies|cluster|clusters"
        ),
    },
    "what_is": {
        "": "what is|what ' s|whats|what are",
    },
    "define": {
        "": (
            "define|what counts as|what counts as a|what counts as an|what qualifies as|what qualifies as a|"
            "what is considered|what is considered a|what is considered an|define|definition|definition of|"
            "the definition of|meaning of|meaning|mean|means|what is meant by|"
            "how do you count|how do you calculate|how do you compute|how do you measure|how do we count|"
            "how do we calculate|how do we measure|how do we define|how do you define|calculated|computed|measured|"
            "defined|counted|formula|formula for|formula of|the formula for|calculation of|stands for|stand for|"
            "explain|how do you work out|how do i calculate|worked out|calculate|what exactly is|"
            "how does one calculate|how we calculate|how you calculate|how you count|how we count"
        ),
    },
    "pronoun": {"": "he|she|his|her|hers|him|its"},
}
