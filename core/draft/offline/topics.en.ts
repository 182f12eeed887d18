import type { Phrases } from './phrases.ts'

export const TOPICS_EN: Phrases['topics'] = {
  work: {
    react: [
      'Work really takes its share of you.',
      'Sounds like work kept you on your toes.',
      'I hope they know what they have in you at work.',
      'Work, always work.',
    ],
    ask: [
      'Was it one of those days at work?',
      'Are they at least good to you there?',
      "What's the part of a work day you actually like?",
      'Do you get to switch off now?',
    ],
  },
  gym: {
    react: ['Look at you, keeping at it.', 'I like the discipline.', "Somebody's getting strong."],
    ask: ['Which part of you is sore tomorrow?', 'What are you training for?', 'How many times a week do you go?'],
  },
  running: {
    react: ['I get out of breath just reading that.', 'Running is so you.', 'I love that you keep running.'],
    ask: ['How far do you usually go?', 'Do you run with music or without?', 'Is there a race you have in mind?'],
  },
  football: {
    react: ['Football again, I should have known.', 'I can feel the match fever from here.', 'You and your football.'],
    ask: ['Did your team behave?', 'Who did you watch it with?', 'Do you shout at the screen or suffer in silence?'],
  },
  climbing: {
    react: ['Climbing, so you like a bit of danger.', "I'd be holding on for dear life up there."],
    ask: ['Indoors or on real rock?', "What's the hardest one you've done?", 'Are your fingers still working?'],
  },
  cycling: {
    react: ['Wind in your face, I get it.', 'I like the picture of you on that bike.'],
    ask: ['Where did you ride?', 'How far did you go?'],
  },
  hiking: {
    react: ["Mountains do something to the head, don't they.", 'I can almost smell the fresh air.'],
    ask: ['Where did you walk?', 'What did you see from up there?', 'Do you go alone or with somebody?'],
  },
  swimming: {
    react: ['Water fixes most things.', 'That sounds refreshing.'],
    ask: ['Pool or sea?', 'How many lengths did you do?'],
  },
  sea: {
    react: ["The sea, now I'm jealous.", 'Salt, sun and nothing to do, I want that.'],
    ask: ['Sand or rocks?', 'Did you go in or only look at it?', 'How was the water?'],
  },
  gaming: {
    react: ["So that's where you've been hiding.", "I see, there's a gamer in you.", "I won't ask how late it got."],
    ask: ['What are you playing?', 'Are you good at it or just stubborn?', 'Did you win at least?'],
  },
  film: {
    react: ['A night with a good story is never wrong.', 'I like film nights.'],
    ask: ['What are you watching?', 'Would I like it?', 'Do you fall asleep halfway or see it to the end?'],
  },
  music: {
    react: ['Music tells me a lot about a person.', 'I love when people love music.'],
    ask: [
      'What are you listening to these days?',
      'Which song should I put on right now?',
      'Do you play or only listen?',
    ],
  },
  reading: {
    react: ['A reader, I like that.', 'Books are a very good sign.'],
    ask: ["What's it about?", 'What are you reading?', 'Would you recommend it to me?'],
  },
  food: {
    react: ["Now I'm hungry.", 'You had me at food.', 'That sounds delicious.'],
    ask: [
      'What did you have?',
      'Do you cook or do you get cooked for?',
      'Was there dessert?',
      'Would you have saved me a plate?',
    ],
  },
  coffee: {
    react: ['Coffee people are my people.', 'I can smell it from here.'],
    ask: ['How do you take it?', 'How many have you had today?'],
  },
  drinks: {
    react: ['That sounds like a proper evening.', 'Cheers to that.'],
    ask: ["What's in the glass?", 'Was it a wild one or a calm one?', 'Who was there?'],
  },
  pet: {
    react: ['I have a soft spot for animals.', 'That face, I can imagine it.', 'Animals really run the house.'],
    ask: [
      'What did the little one do this time?',
      "Who's really in charge at your place?",
      'Will you show me a picture some time?',
    ],
  },
  family: {
    react: ['Family is everything and too much, all at once.', 'I like how you talk about your family.'],
    ask: ['How are they all?', 'Are you close?', 'Was it good to see them?'],
  },
  friends: {
    react: ['Good people around you, I like that.', 'Time with friends is the best medicine.'],
    ask: ['What did you all get up to?', 'How long have you known them?'],
  },
  study: {
    react: ["All that studying, I'm impressed.", 'Your poor brain.'],
    ask: ["How's it going so far?", 'When is it over?', 'What are you studying for exactly?'],
  },
  interview: {
    react: ["You're going to be great in that interview.", "They'd be silly not to take you."],
    ask: ['How are you feeling about it?', "What's the job?", 'What will you wear?'],
  },
  travel: {
    react: ['Take me in your suitcase.', 'Now I want to pack a bag too.', 'A change of scene does wonders.'],
    ask: ['Where to?', 'How long are you staying?', 'Window or aisle?', "What's the first thing you'll do there?"],
  },
  car: {
    react: ['The road and some music, I get it.', 'Drive carefully for me.'],
    ask: ['Where are you heading?', 'What do you listen to in the car?'],
  },
  motorbike: {
    react: ['A bike, of course you have a bike.', 'Ride carefully for me.'],
    ask: ['Where did you ride?', 'Would you take me for a slow one?'],
  },
  home: {
    react: ['Making a place your own is such a good feeling.', 'Boxes and paint everywhere, I can picture it.'],
    ask: ['How far along are you?', 'Which room is your favourite?'],
  },
  garden: {
    react: ['Green fingers, I like it.', "There's something calming about plants."],
    ask: ["What's growing right now?", 'Do you talk to your plants?'],
  },
  weather: {
    react: ['That weather calls for a blanket.', 'The weather really has moods.'],
    ask: ['Are you inside at least?', 'What do you do on days like that?'],
  },
  sleep: {
    react: ['Sleep is underrated.', 'Your bed misses you.'],
    ask: ["What's keeping you awake?", 'How much did you get last night?'],
  },
  photo: {
    react: ['I like that you see things through a lens.', 'Now I want to see what you see.'],
    ask: ['What do you like to photograph most?', "What's the best one you've taken lately?"],
  },
  art: {
    react: ['I love that creative side of you.', 'An artist, I knew it.'],
    ask: ['What are you working on?', 'Will you show me some day?'],
  },
  money: {
    react: ['Money worries are no fun.', 'Look after yourself first, always.'],
    ask: ['Are you managing okay?', 'Is it easing up soon?'],
  },
  weekend: {
    react: ['Weekends should last four days.', 'That sounds like a weekend to me.'],
    ask: ["What's the best part going to be?", 'Lazy or adventurous this time?'],
  },
  dance: {
    react: ["I'd love to see you dance.", "Somebody's got rhythm."],
    ask: ['What do you dance to?', 'Do you lead or follow?'],
  },
}
