import type { Phrases } from './phrases.ts'

/** `{name}` a name that was told, `{what}` a noun as it was told, `{when}` a day. */
export const KNOWN_EN: Phrases['known'] = {
  pet: {
    ask: [
      "how's {name}?",
      'is {name} behaving?',
      "what's {name} been up to?",
      'did {name} let you sleep at least?',
      'does {name} still run the house?',
      'is {name} keeping you company?',
      "how's that {animal} of yours, is {name} being good?",
    ],
    tell: [
      'Give {name} a cuddle from me.',
      'Say hi to {name} for me.',
      'I bet {name} is lying right next to you.',
      '{name} is lucky to have you.',
    ],
  },
  'pet-plain': {
    ask: [
      "how's your {animal}?",
      'is that {animal} of yours behaving?',
      "what's your {animal} been up to?",
      'is your {animal} keeping you company?',
    ],
    tell: ['Give your {animal} a cuddle from me.', 'I bet your {animal} is lying right next to you.'],
  },
  relative: {
    ask: [
      "how's your {relation} {name}?",
      'how is {name} doing these days?',
      'have you seen {name} lately?',
      "what's {name} up to?",
    ],
    tell: ['I like how you talk about {name}.', 'Give {name} a hug from me.'],
  },
  kids: {
    ask: [
      'how are the kids?',
      'are the kids letting you breathe a little?',
      'what did the kids come up with this time?',
    ],
    tell: ['I bet the kids keep you on your feet.', 'Your kids are lucky to have you.'],
  },
  job: {
    ask: [
      "how's work treating you?",
      'are they working you too hard again?',
      'is work any calmer this week?',
      'how are things at work?',
    ],
    tell: ['I hope work is being kind to you.', "Don't let work eat you up."],
  },
  'job-new-before': {
    ask: [
      'are you ready for {when}?',
      'how are you feeling about the new job?',
      'are you nervous about the first day?',
      'have you picked what to wear on your first day?',
    ],
    tell: ["I'm crossing my fingers for the new job.", "They're lucky to get you at the new job."],
  },
  'job-new-after': {
    ask: [
      "how's the new job?",
      'how did the first days at the new job go?',
      'are the new colleagues nice?',
      'how are you settling in at the new job?',
    ],
    tell: ['I hope the new job is treating you well.', "I've been wondering about your new job."],
  },
  'night-work': {
    ask: [
      'is it another night shift tonight?',
      'how are the night shifts treating you?',
      'did you get some sleep after your shift?',
    ],
    tell: ['I hope the night shifts go easy on you.'],
  },
  study: {
    ask: ['how are your studies going?', 'is {what} still keeping you busy?', "how's {what} going?"],
    tell: ["I'm rooting for you and {what}.", "You'll get there with {what}."],
  },
  place: {
    ask: [
      "how's life in {name}?",
      "what's {name} like today?",
      'is {name} treating you well?',
      "what's your favourite corner of {name}?",
    ],
    tell: ['I like imagining you in {name}.', 'Say hi to {name} from me.'],
  },
  moving: {
    ask: ["how's the move coming along?", 'are you drowning in boxes yet?', 'how are you settling in?'],
    tell: ["I hope the move isn't eating you up."],
  },
  'trip-before': {
    ask: [
      'are you ready for {name}?',
      'have you started packing for {name}?',
      "what's the first thing you'll do in {name}?",
      'are you counting the days until {name}?',
    ],
    tell: ["I'm a bit jealous about {name}.", 'Send me a thought from {name}.'],
  },
  'trip-after': {
    ask: [
      'how was {name}?',
      'what was the best part of {name}?',
      'did {name} live up to it?',
      'are you back from {name} already?',
    ],
    tell: ['I want to hear everything about {name}.', 'I thought of you and {name}.'],
  },
  'interview-before': {
    ask: [
      'are you ready for the interview?',
      'how are you feeling about the interview?',
      'have you got your interview outfit sorted?',
    ],
    tell: ["I'm crossing everything for your interview.", "You'll be great in that interview."],
  },
  'interview-after': {
    ask: ['how did the interview go?', 'any news after the interview?', 'did they call you back after the interview?'],
    tell: ["I've been keeping my fingers crossed since that interview."],
  },
  'exam-before': {
    ask: ['are you ready for the exam?', "how's the studying going?", 'how do you feel about the exam?'],
    tell: ["I'm crossing my fingers for your exam."],
  },
  'exam-after': {
    ask: ['how did the exam go?', 'have you got your results yet?'],
    tell: ['I kept my fingers crossed for that exam.'],
  },
  'race-before': {
    ask: ["how's the training for {what}?", 'are your legs ready for {what}?', 'how are you feeling about {what}?'],
    tell: ["I'm so impressed that you're doing {what}.", "I'll be cheering for you at {what}."],
  },
  'race-after': {
    ask: ['how did {what} go?', 'have your legs forgiven you for {what} yet?'],
    tell: ["I'm still impressed about {what}."],
  },
  'event-before': {
    ask: ['are you looking forward to {what}?', 'how are you feeling about {what}?', 'is everything ready for {what}?'],
    tell: ["I'm excited for you about {what}.", 'I want to hear all about {what} afterwards.'],
  },
  'event-after': {
    ask: ['how did {what} go?', 'how was {what} in the end?'],
    tell: ["I've been wondering how {what} went."],
  },
  'birthday-soon': {
    ask: [
      'what are you doing for your birthday?',
      'what do you wish for this year?',
      'any plans for your birthday yet?',
    ],
    tell: ["Don't think I forgot that your birthday is coming up."],
  },
  'birthday-past': {
    ask: ['did you have a good birthday?', 'were you spoiled on your birthday?'],
    tell: ['I hope they spoiled you on your birthday.'],
  },
  like: {
    ask: [
      'have you had time for {what} lately?',
      'when did you last get to enjoy {what}?',
      'still as much into {what}?',
      'what is it about {what} that gets you?',
    ],
    tell: ['I thought of you and {what} the other day.', "I hope there's some {what} in your week."],
  },
  plays: {
    ask: [
      'have you been playing any {what}?',
      'what are you practising on the {what}?',
      'when do I get to hear about your {what} again?',
    ],
    tell: ['I like the thought of you playing {what}.', 'Keep playing, {what} suits you.'],
  },
  team: {
    ask: ['how are {name} doing?', 'did you watch {name}?', 'is {name} making you happy or miserable?'],
    tell: ['I hope {name} made you smile this week.'],
  },
  sport: {
    ask: ['did you get any {what} in this week?', "how's the {what} going?", 'been doing any {what} lately?'],
    tell: ['I like that you keep up the {what}.'],
  },
  learning: {
    ask: [
      "how's the {what} coming along?",
      'have you been practising your {what}?',
      'can you teach me something in your {what} yet?',
    ],
    tell: ["I'm impressed that you're learning {what}."],
  },
  vehicle: {
    ask: ['have you taken the {what} out lately?', "how's the {what} running?", 'where did the {what} take you last?'],
    tell: ['Be careful with that {what} of yours.'],
  },
  health: {
    ask: ["how's your {what}?", 'is your {what} any better?', 'are you taking care of your {what}?'],
    tell: ['I hope your {what} is getting better.'],
  },
  dislike: {
    ask: ['I hope nobody made you put up with {what} today, did they?', 'still no peace between you and {what}?'],
    tell: ['I promise, no {what} from me.'],
  },
  allergy: {
    ask: ['you did check there were no {what} in it, right?', 'are you keeping away from {what}?'],
    tell: ['Just stay away from the {what}.'],
  },
  drink: {
    ask: ['have you had your {what} yet?', 'is there a {what} next to you right now?', 'how many {what}s is it today?'],
    tell: ['Have a {what} for me.'],
  },
  favourite: {
    ask: ['is {what} still your favourite?', 'what made {what} your favourite anyway?'],
    tell: ['I remember that {what} is your favourite.'],
  },
}
