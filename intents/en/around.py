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
            "are there|is there|exist|do you have|do we have|are available|available|do you know|can i ask|"
            "can i ask about|list|list of|list all|a list of|names of|name all|can i use|can i choose|are kept|"
            "do you keep|show all|can we ask|list the|can i see|list our|enumerate|all our|what all|do you support|"
            "list out"
        ),
    },
    "command": {
        "": (
            "delete|remove|update|insert|erase|wipe|truncate|drop table|rename|edit|modify|overwrite|cancel|refund|"
            "assign|reassign|approve|reject|upload|import|export|book a|schedule a|call|email|invite|hire|fire|reset|"
            "purge|alter|set|add|create|archive|undo|grant|revoke|transfer|buy|pay|increase the|raise|change the|"
            "change my|mark|move the|mail|close the|close all|clear|destroy|kill|restart|shut down|deploy|install|"
            "correct|fix|enter|register|drop the|merge|replace|adjust|lower the|decrease the|reduce|void|reopen|"
            "disable|enable|save|store|post"
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
            "define|definition|definition of|the definition of|meaning of|meaning|mean|means|what is meant by|"
            "how do you count|how do you calculate|how do you compute|how do you measure|how do we count|"
            "how do we calculate|how do we measure|how do we define|how do you define|calculated|computed|measured|"
            "defined|counted|formula|formula for|formula of|the formula for|calculation of|stands for|stand for|"
            "explain|how do you work out|how do i calculate|worked out|calculate|what exactly is|"
            "how does one calculate|how we calculate|how you calculate|how you count|how we count|what does"
        ),
    },
    "pronoun": {"": "he|she|his|her|hers|him"},
    "filler": {
        "": (
            "show|show me|shows|showing|display|give|give me|gives|gimme|get|gets|got|getting|tell|tell me|tell us|"
            "let|lets|let ' s|me|us|we|our|ours|you|your|please|pls|plz|kindly|can|like|want|"
            "wanna|want to|need|needed|needs|see|seeing|know|knowing|look|look at|looks|looks like|looking|looked|"
            "view|viewing|find|find out|fetch|pull|pull up|bring up|present|report|reports|report on|reporting|check|"
            "hi|hello|hey|hiya|thanks|thank|thank you|cheers|good morning|good afternoon|good evening|dear|the|a|an|"
            "is|are|was|were|be|been|being|do|does|did|done|have|has|had|get me|make|makes|made|making|there|it|"
            "it ' s|' s|' d|' ll|' ve|' re|s|how|how much|how many|so|then|here|here ' s|out|of|in|on|for|from|to|"
            "into|with|within our|as|as a|as an|at|about|regarding|concerning|in terms of our|number|number of|"
            "the number of|count|count of|counts|the count of|amount of|the amount of|amounts of|figure|figures|"
            "figures for|figures of|numbers|numbers for|values of|values|data|data on|data for|stats|stats on|"
            "statistics|statistics on|results|result|info|info on|information|information on|information about|"
            "details on|quick|quickly|quick look at|just|really|exactly|again|also|too|question|any|some|all|all of|"
            "all the|entire|whole|company|the company|our company|in the business|companywide|that|these are|they|"
            "their|them|my question|i wonder|wondering|i was wondering|if|whether|curious|"
            "i ' m curious|may i|may i see|try|generate|generated|generates|generating|receive|received|"
            "receives|come in|came in|coming in|came|come|comes|bring|brings|brought|bring in|brings in|brought in|"
            "bringing|bringing in|produce|produced|produces|happen|happened|happening|record|recorded|placed|taken|"
            "took|name|names|named|=|:|.|?|!|-|(|)|\"|'|$|€|£|¥|<|>|]|[|~|\\|{|}|#|@|for me|to me|to us|for us|"
            "by the way|could you|can you|would you|will you|do you know|can i|can we|could i|could we|can i get|"
            "could i get|can i have|i need|i ' d like|i would like|i ' d like to|i ' d like to see|i want|"
            "i want to see|we need|we want|we ' d like|how about showing me|mind|mind showing|would you mind|"
            "be so kind|as to|be able to|breakdown|breakdown of|break down|break|a breakdown of|split|split up|"
            "divided|broken down|distribution|distribution of|the distribution of|distributed|spread|spread of|is it|"
            "ok|okay|alright|well|um|uh|folks|everyone|bot|kpibot|list|lists|listing|each of our|what was|what were|"
            "how ' s|how does|how did|how do|how is|how are|how was|how were|what does|this is|as of|currently|"
            "right now|at the moment|at present|presently|up to now|looking like|work out|come to|amount to|"
            "amounted to|amounts to|came to|add up to|stand at|stood at|stand|stands|stood|have we|have we had|"
            "did we have|had we|various|different|individual|respective|respectively|separately|entity|recent figures|"
            "have been|has been|it is|asap|now please|real quick|for the team|to the team|for the board|"
            "for the meeting|for our meeting|for my boss|for the boss|my boss wants|when|while|because|since when|via|"
            "through|using|among all|together|both|both of|one|ones|detailed|details|"
            "simple|nice|brief|up to date|latest figures|current|existing figures|period|time frame|"
            "view of|see how|see what|how high is|how high was|how high|how low|how big|how big is|how large|"
            "how large is|how well|how well do|how well did|how well does|how good|how good is|how good was|how bad|"
            "how bad is|take|takes|in order|vs .|e . g .|etc|according|with the|who has|who have|who had|that have|"
            "that has|that had|by chance|possible|is it possible to|wish|love|love to|i ' d love to see|interested|"
            "interested in|i am interested in|i ' m interested in|i am curious about|dig|dig into|examine|analyze|"
            "analyse|analysis|analysis of|an analysis of|insight|insights|insights on|insight into|put together|"
            "prepare|run me|provide|provide me|supply|retrieve|return|send me|send us|send over|send|print|output|"
            "share with me|walk me through|each one|individually|across the board|company wide|nationwide|"
            "in the company|across the company|overall for the company|now|located|based|situated|"
            "each and every one|out there|to show|for our|by how much|how much more|i would|i ' d|i ' m|i am|i was|"
            "i ' ve|i think|i guess|if i|i wanna|i d|i will|should i|i would like to know|i want to know|"
            "i need to know|as i|i hope|am interested|update me on|an update on|update on|give me an update on|"
            "bring me up to speed on|total|total of|sum|sum of|the total|the sum of|overall|total number of|"
            "grand total|grand total of|totals|altogether|in total|combined|the total number of|all up|hi team|"
            "hello team|hey team|dear team|thanks team|it take|it take us|does it take|did it take|no . of|no of|"
            "nr of|num of|nr . of|no . of the|u|thx|ty|tks|thnx|ur|cheers mate|mate|guys|crosstab|crosstab of|"
            "cross tab of|matrix of|pivot of|pivot|quick question|coloured by|colored by|shaded by|"
            "shaded according to|coloured according to|open the|can you put|could you put|please put|would like|"
            "would like to|would love|would love to|could we see|could i see|could we have|could i have|"
            "the latest figures|quick q|someone|anyone|can someone tell me|can anyone tell me|any idea|any idea what|"
            "earn|earns|earning|yield|yields|open up|open up the|open my|open our|launch|launch the"
        ),
    },
}
