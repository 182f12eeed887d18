/**
 * What goes together in the lives people tell of, written by hand for this project. One line a theme: words that stand for
 * nearly the same between bars, everything on the line of one world. The same names lead the lines of every language, so that
 * a French message finds an English note.
 */
export const ASSOCIATIONS_EN = {
  school:
    'school class classroom course lesson | teacher professor tutor headmaster principal | classmate schoolmate pupil student | homework assignment essay coursework | college university campus faculty degree | graduate graduation diploma | semester term freshman sophomore senior | kindergarten nursery preschool | recess playground | notebook blackboard desk | learn learning teach taught',
  exam: 'exam examination test quiz midterm finals | grade score mark result | study revise revision review cram prepare | pass fail | perfect straight | question answer | nervous stress pressure',
  sums: 'math maths mathematics algebra geometry arithmetic calculus | number equation problem | physics chemistry biology science scientific experiment laboratory lab',
  contest:
    'competition contest tournament championship match race game league cup final | win won winner victory champion first medal trophy prize award certificate ribbon | lose lost loser defeat last fail failed | rank ranking place placed second third score | compete participate enter competitor opponent rival | team teammate coach referee | judge jury',
  praise:
    'praise compliment applause cheer congratulate congratulations recognition honor admire approve encourage encouragement | proud pride achievement accomplish accomplishment success succeed successful excel excellent outstanding | reward medal prize award certificate',
  failure:
    'fail failed failure lose lost miss missed mess messed mistake error wrong bad badly poorly poor worse worst | disappointed disappointing disappointment letdown dejected discouraged discourage frustrated frustration | give quit hopeless useless | criticize criticized criticise criticism scold scolded blame blamed',
  sports:
    'sport sports athletic athletics athlete exercise workout training train | soccer football goal kick | basketball dunk hoop | tennis badminton racket pingpong | volleyball baseball softball cricket hockey rugby golf | run runner running jog jogging marathon sprint race track | swim swimming swimmer pool | bike bicycle cycling cycle ride riding | gym fitness muscle lift weights pilates yoga stretch | ski skiing skate skating snowboard | climb climbing boulder | jump rope skipping | ball team player | boxing karate judo wrestling martial',
  outdoors:
    'hike hiking trail trek walk walking stroll | camp camping tent campfire campsite | picnic outing excursion trip | park lawn garden yard meadow field outdoor outdoors outside | mountain hill peak summit forest woods tree | river lake stream waterfall fishing fish | nature wild wilderness | kite kites frisbee | backpack sleeping',
  play: 'play playing played player fun | hide seek tag chase | swing slide seesaw sandbox playground | toy toys doll teddy robot figure puppet | lego blocks bricks puzzle jigsaw model | ball balloon bubble kite | marble yoyo top card cards | pretend costume',
  videogames:
    'game games gaming gamer videogame | console controller playstation xbox nintendo switch steam | level boss quest multiplayer online | chess checkers domino monopoly board | minecraft zelda mario pokemon',
  amusement:
    'amusement theme park carnival fair funfair | ride rollercoaster roller coaster carousel ferris wheel tower | thrill thrilling thrilled exciting adrenaline scream | ticket queue | circus clown magic magician trick',
  animals:
    'animal animals creature wildlife beast | zoo safari aquarium | elephant giraffe rhino hippo | lion tiger leopard cheetah panther | monkey ape gorilla chimpanzee | panda bear koala | penguin seal dolphin whale shark | snake lizard turtle tortoise crocodile frog | bird parrot macaw eagle owl duck | horse pony cow sheep goat pig farm | rabbit bunny hamster squirrel mouse | butterfly bee ant insect bug spider | dinosaur fossil',
  pets: 'pet pets animal | dog puppy hound retriever labrador husky malamute poodle beagle | cat kitten kitty meow | hamster rabbit guinea turtle goldfish parrot | vet veterinarian | adopt adopted adoption shelter rescue | walk leash bark bite paw tail | feed feeding fur cute adorable',
  food: 'food eat eating ate meal dish snack hungry delicious tasty yummy | breakfast brunch lunch dinner supper | bread toast sandwich pancake waffle cereal | pizza burger pasta noodles rice sushi taco ramen | soup salad vegetable carrot potato broccoli | meat chicken beef pork steak fish | fruit apple banana mango orange grape berry strawberry watermelon | restaurant cafe diner cafeteria canteen | cook cooking cooked chef recipe kitchen bake baking baked | spicy flavor taste',
  sweets:
    'sweet sweets dessert candy sugar | cake cupcake pie tart brownie cookie cookies pastry muffin donut | icecream ice cream gelato sundae popsicle | chocolate vanilla caramel matcha strawberry | bake baking baked bakery',
  drinks:
    'drink drinks drinking thirsty | coffee espresso latte cappuccino tea matcha | juice soda lemonade milk milkshake smoothie water | beer wine cocktail whisky vodka champagne alcohol drunk hangover | bar pub',
  birthday:
    'birthday party celebrate celebration anniversary | gift present gifts presents surprise wrap | cake candle candles balloon wish | guest invite invited invitation | age older',
  holidays:
    'christmas xmas santa eve ornament tree | newyear fireworks countdown resolution | halloween costume pumpkin | easter egg bunny | thanksgiving turkey | festival parade lantern fireworks celebrate celebration party | valentine | decorate decorating decoration | gift present gifts presents',
  gifts:
    'gift present gifts presents receive received give giving gave | surprise surprised | reward prize | toy doll teddy bear car robot | necklace earrings ring bracelet jewelry watch pendant | flowers bouquet | card wrap box | buy bought purchase',
  art: 'art artist artistic artwork | paint painting painted painter draw drawing drew sketch sketching picture doodle | color colors colour colorful colored crayon brush pencil pen pencils pens | museum gallery exhibition exhibit exhibits | craft crafts origami paper scissors glue clay pottery sculpture | create creative creativity imagination | design designer illustration cartoon | handmade knit knitting sew sewing crochet',
  colors:
    'color colour colorful rainbow multicolored | red crimson scarlet | blue navy turquoise | green emerald | pink rose | yellow gold golden | purple violet | silver | black white brown gray',
  shapes: 'shape round circle oval cylinder cylindrical | square rectangle rectangular box | heart star',
  music:
    'music musical musician song songs tune melody | sing singing sang singer choir karaoke | piano keyboard | guitar bass ukulele | violin cello | drum drums | concert gig festival recital stage show | band orchestra album playlist listen listening | instrument practice rehearse',
  stage:
    'perform performance performing performer show stage audience | dance dancing danced dancer ballet | theater theatre play drama act acting actor actress role | talent talented | magic magician trick | concert recital | applause nervous | costume outfit',
  films:
    'movie movies film films cinema theater | cartoon cartoons anime animation animated | series episode season show tv television netflix | video youtube watch watching watched | actor actress director | scifi horror comedy thriller romance documentary | popcorn premiere trailer | superhero hero marvel avengers batman spiderman',
  books:
    'book books novel novels read reading reader | story stories storybook tale fairytale fairy | comic comics manga | library bookstore bookshop | author writer write writing wrote poem poetry essay diary journal | adventure mystery detective fantasy scifi fiction | character plot chapter page | picture',
  science:
    'science scientific scientist experiment experiments data research | space planet planets universe star stars galaxy solar moon astronaut rocket astronomy | dinosaur fossil museum | ecosystem environment ecology | invention invent robot technology | project model fair exhibition',
  tech: 'computer laptop pc tablet screen | phone smartphone iphone android mobile | internet online website app | code coding programmer programming software developer | camera photo photos photography picture selfie | robot drone gadget | instagram tiktok twitter social media post',
  family:
    'family relatives household home | mother mom parent parents father dad | sister brother sibling siblings twin | grandfather grandmother grandparent grandparents | uncle aunt cousin nephew niece | son daughter child kid baby toddler | husband wife spouse | reunion gathering',
  friends:
    'friend friends friendship buddy pal bestie mate | classmate schoolmate colleague neighbor neighbour | together share sharing shared hang hangout | meet met new | play party | accompany companion company | trust support',
  lonely:
    'lonely loneliness alone isolated ignored neglected neglect excluded left abandoned | friend friends friendship company | new move moved moving stranger newcomer | shy integrate fit belong join | miss missing missed',
  conflict:
    'argue argued arguing argument quarrel fight fighting fought dispute disagree disagreement conflict clash | angry anger mad furious annoyed annoying annoy irritated rage | shout yell scream | apologize apologise apology sorry forgive reconcile makeup | misunderstand misunderstood misunderstanding | blame accuse',
  bullying:
    'mock mocked mocking tease teased teasing bully bullied bullying laugh laughed laughing laughter ridicule insult insulted | embarrass embarrassed embarrassing ashamed humiliated awkward | nickname ugly fat | gossip rumor behind | mean rude unkind | criticize criticized criticise',
  talk: 'talk talked communicate communication communicated discuss discussed explain explained | listen understand understanding understood misunderstanding | confess admit honest honesty tell told secret | open share express | apologize',
  happy:
    'happy happiness happily glad joy joyful joyous cheerful delighted delightful content pleased | excited exciting excitement thrilled thrilling ecstatic enthusiastic | fun enjoy enjoyed enjoyable enjoying enjoyment laugh smile | great wonderful fantastic awesome amazing | proud | relaxed comfortable',
  sad: 'sad sadness unhappy upset down blue depressed depressing miserable gloomy heartbroken sorrow | cry crying cried tears weep | disappointed disappointment dejected discouraged | hurt pain lonely | miss grief',
  anxious:
    'anxious anxiety nervous nervously worried worry worrying uneasy restless tense stress stressed stressful pressure panic overwhelmed | afraid scared scary fear fearful frightened terrified | breathe breath calm relax relaxed relieved relief | exam presentation interview stage speech competition performance deadline | unsure uncertain hesitate doubt',
  angry:
    'angry anger mad furious rage annoyed annoying irritated frustrated frustrating frustration upset | unfair injustice cheat cheated cheating | hate | fight argue argument shout yell | break broke broken ruin ruined steal stole stolen',
  brave:
    'brave bravely courage courageous confident confidence bold dare fearless | persist persisted persevere perseverance effort determined determination practice practiced practise diligent diligently improve improved improvement progress overcome overcame | challenge difficult hard difficulty | try tried',
  weather:
    'weather forecast | rain rainy raining raincoat umbrella rainstorm drizzle wet | storm thunder lightning typhoon hurricane | snow snowy snowman snowball snowflake ice | sun sunny sunshine hot heat warm | cold freezing chilly frost | wind windy windmill breeze kite | cloud cloudy fog | canceled cancelled cancel postponed postpone delayed delay',
  cancelled:
    'cancel canceled cancelled cancellation postpone postponed delay delayed | plan plans planned | disappointed disappointing disappointment upset sad | miss missed unable | rain rainstorm storm typhoon snow weather sick ill',
  seasons:
    'spring blossom bloom flower flowers | summer beach sunny hot | autumn fall leaves | winter snow cold christmas | season',
  sea: 'beach sea ocean seaside coast shore sand sandcastle | wave waves surf surfing | shell shells starfish crab seashell | swim swimming swimsuit | island sail sailing boat ship | marine fish dolphin whale coral dive diving snorkel',
  garden:
    'garden gardening gardener yard backyard | flower flowers rose tulip marigold sunflower daisy lily bouquet bloom blooming | plant plants planted planting seed seeds grow grew growing pot water watering | tree grass leaf leaves lawn | vegetable',
  travel:
    'travel traveling travelling trip journey vacation holidays tour tourist visit visiting visited sightseeing | plane flight fly airport | train station bus car drive road | hotel hostel airbnb resort | passport suitcase luggage pack packing | abroad country city town | map lost direction directions',
  lost: 'lost lose losing missing disappear disappeared | find found search searching look | direction directions way path wrong map | return returned owner',
  move: 'move moved moving relocate | house home apartment flat room neighbor neighbour neighborhood | city town country | new unfamiliar settle adapt',
  health:
    'sick ill illness disease unwell | cold flu fever cough sneeze headache stomachache temperature | hospital clinic | doctor physician nurse dentist surgeon | medicine pill tablet vaccine injection shot | hurt injury injured wound broken ankle leg arm knee fell fall fallen bandage | pain painful ache sore migraine | surgery operation recover recovery rest heal | tooth teeth cavity',
  sleep:
    'sleep sleeping slept asleep nap bed bedtime pillow mattress | insomnia awake tired exhausted exhaustion sleepy fatigue | dream dreamt nightmare | night midnight dark | wake alarm',
  body: 'hair haircut hairstyle bald braid curl | eye eyes glasses | tattoo piercing | weight diet slim fat thin | tall short height | makeup skin acne nails lipstick | beautiful pretty handsome cute ugly',
  clothes:
    'clothes clothing outfit wear wearing wore dress dresses skirt shirt sweater jacket coat pants jeans | shoes sneakers boots heels | hat cap scarf gloves | fashion style stylish | earrings necklace jewelry bracelet ring pendant | lingerie bikini swimsuit | uniform costume',
  shopping:
    'shop shopping store mall market supermarket | buy bought buying purchase purchased sell sold | money price expensive cheap afford allowance savings | cost pay paid sale discount | crowd crowded queue',
  money:
    'money cash salary wage pay paycheck income | debt loan rent bill bills mortgage bank | save saving savings afford budget broke poor rich | invest investment crypto stock | expensive cheap',
  work: 'work job career profession occupation | boss manager supervisor | colleague coworker team client customer | office company business startup factory | meeting project deadline presentation | interview hire hired resume apply application | fired layoff unemployed resign resigned quit | promotion promoted raise salary | shift overtime schedule',
  home: 'home house apartment flat room bedroom kitchen bathroom | clean cleaning cleaned tidy chores wash washing dishes laundry | furniture bed sofa chair table | repair fix fixed broken | roommate landlord rent',
  help: 'help helped helpful helping assist assistance support supported supportive volunteer volunteering charity donate | kind kindness care caring | thank thankful grateful gratitude | return returned share shared',
  love: 'love loved lover crush romance romantic | date dating boyfriend girlfriend partner | kiss hug cuddle | marry married marriage wedding engaged engagement fiance bride groom | breakup divorce divorced separated ex cheated heartbroken | flirt flirting sexy | valentine anniversary',
  baby: 'baby newborn infant | pregnant pregnancy birth born | child kid toddler | diaper stroller crib | mother father parent',
  death:
    'die died dead death passed | funeral grave cemetery grief mourn mourning | miss missing gone | heaven | cancer',
  car: 'car vehicle truck motorcycle motorbike | drive driving driver license licence | accident crash | garage repair mechanic tire | train bus subway | race racing remote sports',
  promise:
    'promise promised vow | forget forgot forgotten remember | late delay delayed wait waiting waited | keep broke broken',
  late: 'late tardy delay delayed oversleep overslept | hurry rush rushed | wait waiting | time clock alarm watch | excuse explain',
  spill:
    'spill spilled knock knocked drop dropped break broke broken crack cracked shatter ruin ruined tear torn | accident accidentally clumsy | clean mess fix repair',
  bored:
    'bored boring dull tedious uninteresting | sleepy slow | fun interesting entertain entertainment | hobby hobbies pastime free leisure spare weekend',
  hobby:
    'hobby hobbies pastime interest interests interested passion | collect collecting collection collector stamp stamps coin coins cards | club group workshop activity activities join | skill learn practice',
  responsibility:
    'duty task chore chores responsibility | lazy slack slacking cheat unfair | group team teamwork cooperate cooperation collaborate collaboration together | lead leader class',
  faith: 'church mosque temple synagogue pray prayer god religion faith | bible quran | spiritual meditate meditation',
  choose:
    'choose chose choice choosing pick decide decision decided unsure hesitate dilemma undecided | option options',
  wait: 'wait waiting await anticipate anticipation anticipating expect expected expectation expectations eager eagerly hope hopeful hoping forward | excited impatient | soon',
  culture:
    'museum gallery exhibition exhibit exhibits relic history historical ancient | castle monument palace | painting art | tour guide visit | dinosaur fossil',
  shows:
    'fireworks firework sparkler | parade festival lantern lanterns | concert show circus | photo photos memory keepsake souvenir',
}
