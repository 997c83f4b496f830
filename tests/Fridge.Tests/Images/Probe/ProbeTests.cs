using Fridge.Model;
using Xunit;

namespace Fridge.Tests.Images.Probe;

/// <summary>The health probe of the shell-less images, compiled for each platform and run against listeners that answer well, badly and not at all.</summary>
[Trait("Suite", "ci")]
public sealed class ProbeTests(BuiltFlink flink) : IClassFixture<BuiltFlink>
{
    [Fact]
    public Task Probe_OnEachPlatformThatRunsHere_TellsAnAnswerFromNone() => flink.RunStageAsync("Probe", "answers", [NodeArchitecture.Armv7]);
}
