using Fridge.Engine;
using Fridge.Targets;

return await FridgeBuild.ExecuteAsync<Build>(args);
