namespace Fridge.Engine;

/// <summary>A step of a build: <c>Target Pack => _ => _.DependsOn(Compile).Executes(async (run, ct) => …)</c>, a member of a <see cref="FridgeBuild"/>.</summary>
public delegate TargetDefinition Target(TargetDefinition definition);

/// <summary>
/// A step that hands a record to its dependants, who read it with <see cref="TargetRun.ResultOf{T}"/>.
/// <typeparamref name="T"/> is kept as JSON with the hash of its inputs, so that a skipped target still has its value.
/// </summary>
public delegate TargetDefinition<T> Target<T>(TargetDefinition<T> definition) where T : class;
