/**
 * Words of everyday life that call each other up, in English; written by hand. Words of one
 * line stand for one another: what one calls "the wedding" another tells as "getting married".
 */
export const SAME_EN = `
  marry wedding marriage engaged engagement propose proposal fiance fiancee bride groom spouse
  partner boyfriend girlfriend spouse lover
  relationship dating date couple romance romantic
  divorce separated separation breakup ex
  single unmarried
  pregnant pregnancy baby newborn birth expecting
  parent mother father
  adopt adoption foster
  family relatives
  friend buddy pal mate bestie friendship
  colleague coworker workmate teammate
  neighbor neighbour
  career profession occupation employment work
  hire hired employ position
  fired unemployed unemployment layoff redundant
  boss manager supervisor
  company business firm startup venture
  entrepreneur startup business founder
  customer client
  promotion promoted raise
  promote advertise advertising marketing ad campaign
  interview apply application
  money finances financial salary wage income earnings
  debt loan mortgage owe
  rich wealthy wealth
  poor broke struggling poverty
  save savings budget
  house home apartment flat
  rent lease landlord tenant
  roommate flatmate housemate
  move relocate moved relocation
  buy purchase shop shopping
  sell sale
  gift present
  cost price expensive cheap afford
  school college university class education
  study learn course class lesson
  student pupil
  teacher professor instructor tutor
  coach mentor mentorship trainer
  degree graduate graduation diploma
  exam test quiz
  essay paper thesis
  write writing author writer
  book novel story
  library bookstore bookshop
  poem poetry poet
  film cinema
  show series episode television
  actor actress acting
  script screenplay
  song music tune
  band group gig
  concert gig performance
  sing singer vocals choir
  musician instrument
  dance dancing dancer choreography
  perform performance stage
  paint painting painter canvas
  draw drawing sketch
  photo image snapshot selfie
  photographer photography camera
  art artwork artist artistic
  pottery clay ceramics
  craft handmade
  sew sewing knit knitting crochet
  cook cooking chef recipe
  bake baking cake pastry
  meal dinner lunch breakfast
  food dish meal cuisine
  restaurant cafe diner eatery
  vegan vegetarian
  diet nutrition
  drink beverage
  dessert sweet sweets
  tasty delicious yummy
  coffee latte espresso cappuccino
  alcohol beer wine booze
  drunk hangover
  sober sobriety
  smoke smoking cigarette vape
  bar pub club
  doctor physician
  hospital clinic surgery
  ill sick illness disease
  injury injured hurt wound
  pain ache sore
  headache migraine
  medicine medication pills
  allergy allergic
  therapy therapist counseling counselor psychologist
  anxious anxiety worried worry nervous
  stress stressed stressful pressure overwhelmed
  destress relax unwind calm relaxing
  sad upset unhappy depressed depression
  happy joy joyful happiness
  angry mad furious annoyed
  scared afraid fear frightened scary phobia
  proud pride
  tired exhausted exhausting fatigue
  sleep asleep insomnia nap bed
  lonely alone loneliness
  cry tears
  laugh funny joke humor
  bored boring
  excited thrilled stoked pumped
  surprise surprised shocked unexpected
  ashamed embarrassed embarrassing shame
  jealous jealousy envy
  grateful thankful gratitude appreciate
  miss missed longing
  hobby pastime interest
  exercise workout fitness gym
  run running jog jogging
  marathon race
  bicycle cycling cyclist
  hike hiking trail trek
  mountain mountaineering climb peak summit
  camp camping tent campfire
  swim swimming pool
  beach ocean sea coast shore seaside
  boat sailing ship cruise
  fish fishing
  ski skiing snowboard snowboarding
  forest woods trees
  nature outdoors outdoor
  garden gardening plants
  flower bouquet
  trip travel vacation journey getaway
  roadtrip drive
  flight plane airport fly
  hotel hostel resort airbnb
  car vehicle
  accident crash collision
  license licence
  city town
  country nation
  abroad overseas foreign
  visit visited
  pet animal
  dog puppy
  game gaming gamer videogame
  tournament tourney competition contest championship
  win winner victory won champion
  lose lost defeat
  team club
  match game
  prize trophy award medal
  goal dream ambition aspiration
  plan intend planning upcoming
  help assist assistance
  support supportive backing
  volunteer volunteering charity
  donate donation fundraiser fundraising
  event gathering
  celebrate celebration party
  anniversary birthday
  christmas xmas
  church faith religious religion god
  spiritual spirituality meditation
  military army veteran soldier navy
  police cop officer
  politics political election vote
  law lawyer legal court
  advice tip suggestion recommend recommendation
  inspire inspiration motivate motivation inspiring
  encourage encouragement
  argue argument fight quarrel
  forgive apologize apology
  promise swear
  secret confess
  lie liar cheat
  meet met encounter
  talk chat conversation discuss discussion
  message text email
  phone call mobile
  begin start launch open
  stop quit
  finish complete done
  discover find found
  receive received got
  create make build
  repair fix broken
  clean cleaning chores
  clothes clothing outfit fashion wear
  shoe sneaker boot
  necklace jewelry pendant
  hair haircut hairstyle
  tattoo piercing ink
  makeup cosmetics
  transgender trans lgbtq lgbt gay lesbian queer bisexual
  childhood child
  young younger youth
  age old older
  neighborhood community area
  homeless shelter
  weather forecast
  flood flooding
  internet online website
  computer laptop pc
  program programming coding code software developer
  stream streaming streamer
  language speak fluent
  native origin roots homeland hometown
  nickname called
  personality character traits
  difficult tough hard challenge
  difficulties obstacle setback struggle
  success successful achievement accomplish accomplishment
  scent smell perfume
  favorite prefer
  hate dislike
  naked nude lingerie
  sexy hot attractive
  kiss cuddle hug
`

/** What is asked for by its kind and told by its name: "any pets?", "I have a dog". The kind leads to the names, not back. */
export const KINDS_EN = `
  activity hobby pastime interest: hiking camping swimming running painting pottery dancing yoga gaming reading writing cooking baking fishing biking climbing surfing skiing gardening photography knitting skating chess bowling museum picnic concert movies drawing
  outdoor outdoors nature: hiking camping fishing climbing mountaineering kayaking picnic park beach lake forest biking surfing skiing
  sport exercise workout fitness: basketball football soccer tennis baseball hockey golf volleyball rugby swimming running cycling yoga boxing kickboxing gym pilates skiing surfing climbing weights karate judo
  instrument: guitar piano violin clarinet drums flute cello saxophone trumpet ukulele bass keyboard harp
  music musician genre: rock jazz classical pop rap metal country blues techno song band concert playlist album
  art craft: painting drawing sculpture pottery sketch mural canvas photography
  pet animal: dog cat puppy kitten hamster rabbit turtle fish bird parrot horse snake lizard ferret chicken
  child: son daughter baby toddler
  relative family: mother father brother sister son daughter aunt uncle cousin grandmother grandfather nephew niece spouse
  sibling: brother sister twin
  grandparent: grandmother grandfather
  relationship status partner: boyfriend girlfriend spouse single married divorced dating breakup
  career profession job occupation: teacher nurse doctor lawyer engineer counselor designer writer artist chef baker banker accountant manager programmer developer actor musician mechanic driver waiter cashier therapist photographer plumber electrician soldier firefighter
  food dish snack meal: pizza pasta burger salad soup sushi sandwich chicken steak cheese bread cake cookie chocolate taco curry rice noodles fruit vegetable egg potato salmon pancake
  fruit: apple banana orange strawberry mango grape peach cherry lemon
  vegetable: carrot potato tomato onion broccoli spinach pepper
  dessert sweet: cake cookie chocolate pie brownie cupcake pudding cream
  drink beverage: coffee tea beer wine soda juice cocktail water whisky
  place destination trip vacation: beach mountain lake city park country hotel island museum castle coast
  country nation: france spain italy germany england ireland scotland sweden norway portugal greece japan china india mexico canada brazil australia thailand turkey vietnam switzerland belgium netherlands morocco egypt
  europe european: france spain italy germany england ireland scotland sweden norway portugal greece london paris rome madrid berlin
  asia asian: japan china india thailand vietnam korea
  state: california florida texas oregon nevada colorado washington michigan arizona minnesota ohio georgia virginia
  city: paris london rome berlin chicago seattle boston tokyo barcelona miami york toronto madrid dublin amsterdam
  vehicle transport: car bicycle truck motorcycle bus train van scooter
  weather: rain snow sun storm cold hot windy
  clothes outfit wear: dress shirt shoes jacket hat jeans skirt hoodie boots sweater coat
  jewelry accessory: ring necklace bracelet earring pendant watch
  health condition illness disease: asthma diabetes allergy anxiety depression cancer flu injury migraine arthritis
  allergic allergy: peanuts nuts dairy gluten lactose pollen fur shellfish
  disaster: flood fire storm earthquake hurricane tornado
  book read: novel series author fantasy mystery biography library
  movie film genre: comedy drama thriller horror action romance documentary
  game videogame: console playstation xbox nintendo chess cards
  console: playstation xbox nintendo switch
  subject education major: math science history art english biology psychology physics law medicine
  emotion feel feeling: happy sad proud scared excited nervous grateful lonely anxious stressed angry
  religion religious: church god faith pray bible temple mosque
  symbol: necklace cross heart flag tattoo ring
  color: red blue green yellow purple pink black white orange grey
  season: summer winter spring autumn
  event: parade festival concert conference party wedding meeting fundraiser workshop show ceremony fair exhibition
  holiday: christmas easter thanksgiving halloween
  cause charity: homeless shelter veterans education environment animals children hunger
  device technology gadget: phone laptop computer tablet camera
  furniture: couch sofa table chair bed desk lamp shelf
  item purchase bought: shoes dress book car house phone bag
  flower plant: rose tulip sunflower lily orchid
  body: arm leg knee back shoulder head foot hand
  language: english french spanish german italian japanese chinese
  martial: karate judo boxing kickboxing taekwondo
  disability condition: wheelchair deaf blind autism
`
