import type { Moments } from './moments.ts'

const DEAR =
  '[Mm]y (?:mum|mom|mother|dad|father|brother|sister|son|daughter|wife|husband|girlfriend|boyfriend|grandma|grandpa|gran|nan|uncle|aunt|best friend|friend|baby|dog|cat|puppy|horse)'

export const MOMENTS_EN: Moments = {
  told: [
    {
      when: /\b(?:helped|helps) (?:a (?:bit|little|lot)|me)|\b(?:feel(?:ing)?|slept) (?:a (?:bit|little) )?better\b/iu,
      react: ["I'm glad it helped{, name}, even a bit.", "That's good to read{, name}. A bit is a lot right now."],
      ask: ['Will you do it again tomorrow?'],
      inCare: true,
      isGrave: true,
    },
    {
      when: new RegExp(
        `(?<!\\p{L})(${DEAR}(?: \\p{Lu}\\p{Ll}+)?)(?!\\p{L}).{0,40}\\b(?:hospital|sick|ill|vet|surgery|accident|heart attack|stroke|operation)\\b`,
        'u',
      ),
      react: [
        "Oh no, {it}. I really hope it's nothing bad{, name}.",
        "Oh no{, name}, {it}. I'm thinking of you both.",
        "I'm keeping my fingers crossed for {it}{, name}.",
      ],
      ask: ['Have you had any news yet?', 'How are you holding up?', 'What do they say?'],
      isGrave: true,
    },
    {
      when: /(?<!\p{L})(\p{Lu}\p{Ll}+|my (?:dog|cat|puppy|kitten)(?: \p{Lu}\p{Ll}+)?) (?:just |has |also )?(?:ate|eaten|chewed|stole|destroyed|swallowed|knocked over)(?!\p{L})/u,
      unless: /\bvet\b/iu,
      react: [
        'Haha, {it} has no shame.',
        "I'd be cross with {it}, but I'm laughing too much{, name}.",
        'Of course, {it}. Who else{, name}.',
      ],
      ask: ['How much of it was left?', 'Is {it} even a little bit sorry?', 'And who had to clean it up?'],
    },
    {
      when: /\b(?:scared|afraid|worried|nervous|anxious|terrified|stress\w*|freaking)\b[\s\S]{0,80}\b(exams?|finals?|test)\b|\b(exams?|finals?|test)\b[\s\S]{0,80}\b(?:scared|afraid|worried|nervous|anxious|terrified|stress\w*|freaking)\b/iu,
      react: [
        'Everybody feels like that before an exam{, name}, and more sticks than you think.',
        "That's the nerves talking{, name}. Close the book for ten minutes and breathe.",
      ],
      ask: [
        'Which part refuses to stick?',
        'Which subject is it, and when?',
        'What would you be able to explain to me right now?',
      ],
      isGrave: true,
    },
    {
      when: /\b(?:scared|afraid|worried|nervous|anxious|stress\w*)\b[\s\S]{0,80}\binterview\b|\binterview\b[\s\S]{0,80}\b(?:scared|afraid|worried|nervous|anxious|stress\w*)\b/iu,
      react: [
        'An interview does that to everyone{, name}. They invited you for a reason.',
        'Nervous means you want it{, name}, and they can tell the difference.',
      ],
      ask: ['What time is it?', 'Which question are you dreading most?'],
      isGrave: true,
    },
    {
      when: /\bnot (?:good enough|up to (?:it|the job))\b|\bimpostor\b/iu,
      react: [
        'People who are bad at it never worry about that{, name}.',
        'That fear comes with caring about it{, name}.',
      ],
      ask: ['What happened that makes you think so?', 'What weighs on you most?'],
      isGrave: true,
    },
    {
      when: /\bmov(?:e|ing) to (\p{Lu}\p{L}+)/u,
      react: [
        "Oh wow, {it}, that's a big step{, name}.",
        'A whole new life in {it}{, name}, no wonder it makes your heart beat.',
      ],
      ask: ['What takes you to {it}?', 'Do you know anybody in {it} yet?', 'What will you miss most?'],
    },
    {
      when: /\b(my (?:knee|back|ankle|shoulder|wrist|foot|leg|hip|neck))\b[^.!?\n]{0,30}\b(?:worse|hurts?|no today|gone|swollen|broken)\b/iu,
      react: [
        'Oh no, {it}. I was hoping it would calm down{, name}.',
        "I'm sorry about {it}{, name}, that's hard when you were looking forward to something.",
      ],
      ask: ['What do they say, how long?', 'How are you taking it?'],
      isGrave: true,
    },
    {
      when: /\b(?:cancelled|canceled|called off|(?:got|getting|is|it's) worse|no race)\b/iu,
      react: ["Oh no{, name}, I'm sorry, that's a real disappointment.", 'That hurts{, name}, after all that.'],
      ask: ['How are you taking it?', 'What happens now?'],
      isGrave: true,
    },
    {
      when: /\b(?:finished|ran|did|completed) (my (?:first |second |third )?(?:10 ?k|5 ?k|half(?:[- ]marathon)?|marathon|triathlon|race))\b/iu,
      react: [
        "{it}, that's huge{, name}!",
        'You did it{, name}! Dead legs are allowed, {it} is yours forever.',
        'Look at you{, name}, {it}!',
      ],
      ask: [
        'How did the last kilometre feel?',
        'What went through your head at the finish?',
        'What did you eat afterwards?',
      ],
    },
    {
      when: /\bcan (run|walk|train|play|work|drive|climb|ride|swim) again\b|\b(?:physio|doctor|vet|surgeon) says? (?:i|he|she|we|it) can (\w+)/iu,
      react: ["So it's a yes{, name}, that's such good news.", "That's the best thing they could have said{, name}."],
      ask: ['And will you really be careful?', 'How does it feel to have permission again?'],
    },
    {
      when: /\b(?:signed up for|registered for|training for|entered) ((?:a|the|my) (?:\w+ )?(?:race|half marathon|marathon|10 ?k|triathlon))/iu,
      react: ['{it}, brave{, name}.', 'No way back now{, name}, {it} is happening.'],
      ask: ['Which one is it, and when?', 'What made you do it?'],
    },
    {
      when: /\bgot the job\b(?:[\s\S]{0,60}\bon (\p{Lu}\p{Ll}+))?/u,
      react: ["You got it{, name}! Congratulations, I'm so happy for you.", 'They said yes{, name}! Clever people.'],
      ask: ['How are you celebrating?', 'Who did you tell first?', 'What will you be doing there?'],
    },
    {
      when: /\b(?:cried|crying|tears)\b[\s\S]{0,60}\b(?:parents|happy|joy|proud|good)\b|!![\s\S]{0,120}\bcried\b/iu,
      react: [
        'Those are the best kind of tears{, name}.',
        "All that work, and then it just happens{, name}. I'd have cried too.",
      ],
      ask: ['Who hugged you first?', 'What did they say when it was over?', 'Have you come back down yet?'],
    },
    {
      when: /\b(?:my|the) feet are\b|\b(?:long|off|finished|double|night|twelve|hour)[ -](?:my |a |the )?shifts?\b|\b(\w+) hours? (?:on my feet|shift)\b/iu,
      react: [
        'Then nobody gets anything from you for an hour{, name}. Shoes off.',
        'After a shift like that you get to do nothing at all{, name}.',
        'Poor feet{, name}. Put them up somewhere, please.',
      ],
      ask: ['Was it a kind one or a wild one?', 'What was the one good moment in it?', 'Have you eaten?'],
    },
    {
      when: /\b(?:stuck in|in) traffic\b|\btraffic jam\b/iu,
      react: [
        'Ugh, traffic like that steals a whole day{, name}.',
        'Poor you{, name}, nothing is slower than a road that stands still.',
      ],
      ask: [
        'What are you listening to in there?',
        'How far is it still?',
        'Do you have anything to eat with you at least?',
      ],
    },
    {
      when: /\b(?:what do you call|why did the|knock knock|how many \w+ does it take)\b/iu,
      react: ["Haha{ name}, that's terrible, I love it.", "I'm laughing and I'm a bit ashamed of it{, name}."],
      ask: ['Do you have a worse one?', 'Who taught you that one?'],
    },
    {
      when: /\btell me (?:a|another|some) jokes?\b|\bknow any jokes?\b/iu,
      react: [
        'What do you call a fish with no eyes? Fsh. I did warn you.',
        'I only know bad ones{, name}: I used to be afraid of hurdles, but I got over it.',
        "Two muffins in an oven. One says it's hot in here, the other one screams: a talking muffin!",
      ],
      ask: ["Your turn, what's your worst one?", 'Did that at least get half a smile?'],
    },
    {
      when: /\b((?:her|his|their|my) first (?:tooth|steps?|words?|day (?:of|at) school|swim|goal))\b/iu,
      react: ["{it}, that's a big moment{, name}.", '{it}! They only happen once{, name}, even on a small screen.'],
      ask: ['Were there tears or pride?', 'What did you say?'],
    },
    {
      when: /\b(?:call(?:ed|s)|said) me (mum|mom|mama|dad|grandpa)\b/iu,
      react: [
        "Haha, {it}! I'd have framed that moment{, name}.",
        'Being called {it} by accident is the highest honour there is{, name}.',
      ],
      ask: ['What did you answer?', 'Did the others notice?'],
    },
    {
      when: /\b(?:going|flying|fly|leaving|driving|drive|headed|heading|off|trip|run is|travel(?:l?ing)?|holiday) (?:back )?(?:to|for|in) (?!the\b)(\p{Lu}\p{Ll}+)/u,
      react: [
        "Ooh, {it}, now I'm a little jealous{, name}.",
        'Say hello to {it} for me{, name}.',
        'Oh nice, {it} sounds good{, name}.',
      ],
      ask: ['How long will you be away?', "What's the first thing you'll do in {it}?", 'Have you been to {it} before?'],
    },
    {
      when: /\b((?:the|my|a) (?:\w+ ){0,2}(?:mug|bowl|cup|plate|package|parcel|set|vase|letter|card)) (?:has |just |finally )?(?:arrived|came|is here|got here)\b/iu,
      react: ["So {it} made it to you{, name}, I'm relieved.", '{it} has arrived{, name}, that makes me happy.'],
      ask: ['Where does it live now?', 'Is it what you had hoped for?'],
    },
    {
      when: /\b(?:i|we) (?:swam|went swimming|was swimming)\b/iu,
      react: ['That sounds like the best way to wake up{, name}.', 'I can feel the cold water from here{, name}.'],
      ask: ['How cold was it, honestly?', 'How long did you stay in?'],
    },
    {
      when: /\b(?:burned|burnt|set fire to|overcooked|smoke alarm)\b/iu,
      react: ['Haha{ name}, I can smell it from here.', 'A little fire is part of cooking{, name}.'],
      ask: ['Was it still edible?', 'And what did you eat in the end?'],
    },
    {
      when: /\b(?:gone|sold out|eaten) in ((?:\w+) (?:minutes?|hours?))\b/iu,
      react: ["Gone in {it}{, name}, there's no better review.", '{it}! You should be proud{, name}.'],
      ask: ['Did you keep one for yourself?', 'What did they say?'],
    },
    {
      when: /\bbored\b[\s\S]{0,30}\bwork\b|\bwork\b[\s\S]{0,20}\b(?:is|so) boring\b/iu,
      react: ["Then let's make that clock go faster{, name}.", 'Look busy{, name}, I keep your secret.'],
      ask: ['How many hours do you have left?', 'What should you be doing right now?'],
    },
    {
      when: /\b(?:boss|manager)\b[\s\S]{0,40}\b(?:yelled|shouted|screamed|told me off|humiliated)\b/iu,
      react: [
        'Nobody should be spoken to like that{, name}.',
        'Ugh, that would have stayed with me all day too{, name}.',
      ],
      ask: ['What was it even about?', 'Did anybody stand by you?'],
      isGrave: true,
    },
    {
      when: /\bi'?(?:ll| will| am|m) (?:be )?(?:fine|okay|ok|alright)\b|\bit'?s (?:fine|okay|alright)\b/iu,
      unless: /\?/u,
      react: [
        "Okay{ name}, I believe you, but I'm keeping an eye on you.",
        "Good{, name}. And if it isn't, you tell me.",
      ],
      ask: ["What's the nice part of your evening going to be?", 'Are you doing something just for you tonight?'],
      isGrave: true,
    },
    {
      when: /\b(?:ship|deliver|send (?:it|them)) to (\p{Lu}\p{L}+)/u,
      react: [
        "Let me check {it} properly{, name}, so I don't tell you nonsense.",
        "I'll find out about {it} for you{, name}.",
      ],
      ask: ['Is it for you or a present?'],
    },
    {
      when: /\b(?:just )?(?:discovered|found) (?:you|your (?:videos?|page|profile|work|channel))\b|\b(?:i'm|im) new here\b|\bfirst time (?:writing|here)\b/iu,
      react: ["Welcome{, name}, I'm glad you found me.", 'Hi{ name}, I like it when somebody new writes.'],
      ask: ['Which one did you see first?', 'How did you end up here?'],
    },
    {
      when: /\b(?:just )?bought (?:your|the) (?:\w+ )?(?:video|set|photos?|clip|mug)\b/iu,
      react: ['Thank you{, name}, I hope you like it as much as I do.', 'That makes me happy{, name}, enjoy it.'],
      ask: ['Which part did you like best?', 'Will you tell me what you think of it?'],
    },
    {
      when: /\b(?:film|movie|series|show)\b[\s\S]{0,60}\b(?:idea|recommend|suggest\w*|tip)\b|\bwhat should (?:i|we) watch\b/iu,
      react: ['Depends on the mood{, name}.', 'Film night, I like that{, name}.'],
      ask: ['Something to laugh at or something to hide from?', 'Are you in the mood to laugh or to cry?'],
    },
    {
      when: /^(?:\s|\ufe0f|\u200d|[❤🧡💛💚💙💜🤍🖤💕💗💖💞💓💘🫶😘🥰😍])+$/u,
      react: ['Right back at you{, name}.', "I'll take all of those{, name}.", 'That made me smile{, name}.'],
      ask: ['What did I do to deserve that?', "What's got you in such a sweet mood?"],
    },
    {
      when: /\bhow(?:'s| is| are| did) ((?:our|the) [\p{L} ]{3,24}?) (?:doing|going|coming along|turn out)\b/iu,
      react: [
        "I'll look at {it} properly and tell you{, name}, no half stories.",
        'You want the truth about {it}{, name}, and you get it as soon as I have looked.',
      ],
      ask: ['What are you hoping for?'],
    },
  ],
  answer: [
    '{it}, I like that answer{, name}.',
    '{it}, now I can picture it{, name}.',
    "{it}, that's a good one{, name}.",
    'Ah, {it}{, name}.',
    '{it}, I should have guessed{, name}.',
  ],
  yesOrNo: {
    react: ["Okay{ name}, that's clear.", 'Short and honest{, name}, I like it.', "Alright{ name}, I'll take it."],
    ask: ['And the longer version?', 'Will you tell me a bit more?', "What's the story behind it?"],
  },
  echo: [
    '{it}, I want to hear more about that{, name}.',
    'I can picture {it}{, name}.',
    "Mm, {it}, now I'm curious{, name}.",
    '{it}, of all things{, name}.',
    'I like that you tell me about {it}{, name}.',
  ],
  followUp: [
    'And how do you feel about it?',
    "What's the best part of it?",
    'And what happens next?',
    'Will you tell me the rest?',
    'What went through your head?',
    'And then?',
  ],
  owed: ["I haven't forgotten that I owe you {it}{, name}.", 'I know{, name}, I still owe you {it}.'],
  owedSomething: ["I haven't forgotten what I promised you there{, name}."],
}
