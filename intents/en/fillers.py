"""English words that carry no meaning of their own: function words anywhere, frames of a question where they frame it.

A filler is a function word, a form of address or politeness, or a word for "the figure asked for". A word that can
change a figure (possible, available, needed, different, when, because …) is none, but in a set phrase it may be.
"""

from __future__ import annotations

FILLERS: dict[str, dict[str, str]] = {
    "filler": {
        "": (
            # who is spoken to and who speaks
            "me|us|we|our|ours|you|your|u|ur|they|their|them|i ' d|i ' m|i am|i was|i ' ve|i would|i will|i d|as i|"
            # politeness and greetings
            "please|pls|plz|kindly|hi|hello|hey|hiya|thanks|thank|thank you|thx|ty|tks|thnx|thanks team|cheers|"
            "cheers mate|mate|guys|folks|everyone|bot|kpibot|dear|dear team|hi team|hello team|hey team|good morning|"
            "good afternoon|good evening|by the way|ok|okay|alright|well|um|uh|asap|now please|real quick|be so kind|"
            "if possible|as soon as possible|is it possible to|would it be possible to|if you can|if you could|"
            "if i may|by chance|how do i see|how can i see|how do i get|where can i see|where do i see|"
            "where do i find|sorry|sorry but|sorry to bother you|sorry to bother you but|sorry to bother you , but|"
            "sorry , but|sorry to bother|sorry for bothering|"
            "sorry to disturb|apologies|excuse me|pardon|btw|fyi|quick one|could u|can u|would u|will u|if u can|"
            "no rush|"
            "when you get a chance|when you have a chance|when you have a minute|when you have a moment|"
            "when you have time|when u can|if you have a minute|if you have time|if it ' s not too much trouble|"
            "if it is not too much trouble|may i|may i see|mind|mind showing|would you mind|could you|can you|"
            "would you|will you|"
            "do you know|do you know if|can i|can we|could i|could we|could we see|"
            "could i see|can you put|could you put|please put|can someone|could someone|can somebody|could somebody|"
            "can anyone|could anyone|would someone|"
            "can someone tell me|can anyone tell me|does anyone know|any idea|any idea what|should i|"
            # what one wants to know
            "i need|i ' d like|i would like|i ' d like to|i ' d like to see|i want|i want to see|i wanna|we need|"
            "we want|we ' d like|would like|would like to|would love|would love to|i would love to|i ' d love to|"
            "i ' d love to see|like to|like to see|i would like to know|i want to know|i need to know|i think|i guess|"
            "i hope|i wish|my boss wants|for my boss|for the boss|for the board|"
            "for the meeting|for our meeting|for me|to me|to us|for us|for our|to show|i wonder|i wonder if|"
            "wondering|wondering if|i was wondering|i was wondering if|curious|i ' m curious|i am curious about|"
            "interested|interested in|am interested|i am interested in|i ' m interested in|if i|see if|see whether|"
            "tell me whether|my question|question|quick question|quick q|how about showing me|run me|"
            "share with me|walk me through|update me on|an update on|update on|give me an update on|"
            "bring me up to speed on|send me|send us|send over|let ' s|put together|in order to|"
            # small words
            "the|a|an|is|are|was|were|be|been|being|do|does|did|have|has|had|there|it|it ' s|' s|' d|' ll|' ve|' re|s|"
            "can|so|then|here|here ' s|out|of|in|on|for|from|to|into|with|within our|as|as a|as an|at|about|regarding|"
            "concerning|in terms of our|just|really|exactly|again|also|too|any|all|all of|all the|that|these are|"
            "with the|"
            "hows|wheres|what was|what were|how|how much|how many|how ' s|how does|how did|how do|how is|how are|"
            "how was|how were|"
            "what does|this is|as of|is it|it is|have been|has been|have we|have we had|did we have|had we|who has|"
            "who have|who had|that have|that has|that had|as to|be able to|it take|it take us|does it take|"
            "did it take|via|through|using|because of|due to|owing to|on account of|by how much|how much more|"
            "how many more|"
            "how high is|how high was|how high|how low|"
            "how big|how big is|how large|how large is|how well|how well do|how well did|how well does|see how|"
            "see what|vs .|e . g .|etc|both|both of|one|ones|together|among all|"
            # all of it
            "entire|whole|company|the company|our company|in the business|companywide|company wide|nationwide|"
            "across the board|in the company|across the company|overall for the company|out there|number|number of|"
            "the number of|count|count of|counts|the count of|amount of|the amount of|amounts of|no . of|no of|nr of|"
            "num of|nr . of|no . of the|total|total of|sum|sum of|the total|the sum of|overall|total number of|"
            "the total number of|grand total|grand total of|totals|altogether|in total|combined|all up|"
            # the figure, and where it stands
            "figure|figures|figures for|figures of|numbers|numbers for|values of|values|data|data on|data for|stats|"
            "stats on|statistics|statistics on|results|result|info|info on|information|information on|"
            "information about|details|details on|details of|insight|insights|insights on|insight into|"
            "analysis|analysis of|an analysis of|the latest figures|latest figures|existing figures|recent figures|"
            "name|names|named|list|lists|look at|look like|looks like|looking like|looked like|quick look at|view of|"
            "in the period|for the period|for the period of|over the period|time frame|"
            "in the time frame|account for|accounts for|accounted for|make up|makes up|made up|work out|come to|"
            "came to|amount to|amounted to|amounts to|add up to|stand at|stood at|"
            "stands at|located in|based in|situated in|located at|based at|"
            "current|currently|right now|now|at the moment|at present|presently|up to now|up to date|"
            "respective|respectively|separately|individually|each of our|each one|each and every one|"
            # broken down
            "breakdown|breakdown of|break down|a breakdown of|split|split up|divided|broken down|"
            "crosstab|crosstab of|cross tab of|matrix of|pivot of|pivot|coloured by|colored by|shaded by|"
            "shaded according to|coloured according to|according|"
            "open the|open up|open up the|open my|open our|launch the|"
            # signs
            "=|:|.|?|!|-|(|)|\"|'|<|>|]|[|~|\\|{|}|#|@"
        ),
    },
    "frame": {
        "verb": (
            "put|show|show me|shows|showing|display|give|give me|gives|gimme|get|gets|getting|tell|tell me|tell us|let|"
            "lets|want|wanna|want to|need|needs|see|seeing|know|knowing|look|looks|looking|looked|view|viewing|find|"
            "find out|fetch|pull|pull up|bring up|present|report|reports|report on|reporting|check|make|makes|making|"
            "try|generate|generates|receive|receives|come in|came in|coming in|come|comes|came|bring|brings|brought|"
            "bring in|brings in|brought in|bringing|bringing in|produce|produces|happen|happens|happened|happening|"
            "stand|stands|stood|takes|dig|dig into|examine|analyze|analyse|prepare|provide|provide me|"
            "supply me|retrieve|return me|return the|send|print me|print the|listing|earn|earns|"
            "got|break|generating|earning|get me|can i get|could i get|can i have|could we have|could i have|"
            "can we get|could we get|can we have"
        ),
        "people": "for the team|to the team|for our team",
        "helped": "like|record|place|yield|done|wish|supply|take|took|launch|located|based|situated",
        "done": "received|taken|recorded|placed|located|based|situated|distributed|divided|had",
        "made": "given|granted|sent|made|generated|produced|earned|brought in|placed|recorded|that came in",
        "kind": "some|quick|quickly|simple|brief|nice|detailed|full|short|a quick|a simple|a brief|a nice|a detailed",
        "spread": "distribution|distribution of|the distribution of|spread of|spread|distributed",
    },
}

_HELPING = (
    "did do does can could would will shall should to we you i they who which that what have has had 've 'd 'll how "
    "where"
)
HELPING = frozenset(_HELPING.split())
"""After them a verb asks, and describes nothing: "how many orders did we get"."""
_DONE_BY = "was were is are been be being have has had we they got get did"
DONE_BY = frozenset(_DONE_BY.split())
_ANSWERS = (
    "table chart graph plot list breakdown overview summary report view look picture number figure figures numbers "
    "question answer analysis map pie bar bars line split comparison update data stats dashboard forecast scorecard "
    "trend ranking insight run rundown check q note word"
)
ANSWERS = frozenset(_ANSWERS.split())
"""Words for the form of an answer."""
_FRONTING = "for by in per over from during across within between since each"
FRONTING = frozenset(_FRONTING.split())
"""A question may begin with what belongs to its end: "for each team show revenue"."""
