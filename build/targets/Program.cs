using Fridge.Engine;
using Fridge.Targets;

// Not await: the runtime would compile a state machine before help shows.
return FridgeBuild.ExecuteAsync<Build>(args).GetAwaiter().GetResult();
