using Fridge.Images;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Alignment;

/// <summary>
/// 64-bit access at every offset, under an emulator that enforces alignment: Apache's jar must die there, or a passing
/// program of ours would prove nothing.
/// </summary>
[Trait("Suite", "ci")]
public sealed class AlignmentTests(BuiltFlink flink) : IClassFixture<BuiltFlink>
{
    [Fact]
    public Task TheRewriter_OnItsOwnCases_Passes() => flink.RunStageAsync("Alignment", "rewriter", []);

    [Fact]
    public Task OurJar_AtAllOffsetsOnAndOffTheHeap_Lives() => flink.RunStageAsync("Alignment", "ours", [NodeArchitecture.Armv7]);

    [Fact]
    public async Task ApachesJar_AtTheSameOffsets_Dies()
    {
        var failure = await Should.ThrowAsync<ImageBuildException>(() => flink.RunStageAsync("Alignment", "stock", [NodeArchitecture.Armv7]));

        string.Join('\n', failure.Evidence).ShouldContain("SIGBUS (0x7)");
        failure.Evidence[^1].ShouldEndWith("exit code: 1");
    }
}
