using Fridge.Engine;

namespace Fridge.Tests.Engine;

internal abstract class SampleBuild : FridgeBuild
{
    public required string Root { get; init; }

    public override string RootDirectory => Root;
}
