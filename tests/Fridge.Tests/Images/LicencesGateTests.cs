using Fridge.Images.Gates;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class LicencesGateTests
{
    private static readonly HashSet<string> Paths =
        ["usr/share/doc/gcc-12-base/copyright", "usr/share/doc/zlib1g/NOTICE", "opt/java/legal/openjdk/copyright", "opt/zookeeper/legal/libzookeeper-java/copyright", "opt/flink/LICENSE"];

    private static readonly Dictionary<string, string> Links = new()
    {
        ["usr/share/doc/libgcc-s1"] = "gcc-12-base",
        ["usr/share/doc/libstdc++6"] = "gcc-11-base",
        ["opt/java/legal/openjdk-headless"] = "openjdk",
    };

    [Theory]
    [InlineData("gcc-12-base")]
    [InlineData("libgcc-s1")]
    [InlineData("openjdk-headless")]
    [InlineData("libzookeeper-java")]
    public void Faults_CopyrightThereOrBehindALink_None(string package) =>
        LicencesGate.Faults([package], "opt/zookeeper", Paths, Links).ShouldBeEmpty();

    [Theory]
    [InlineData("zlib1g")]
    [InlineData("libstdc++6")]
    [InlineData("tini")]
    public void Faults_NoneOrALinkToNothing_NamesThePackage(string package) =>
        LicencesGate.Faults([package, "gcc-12-base"], null, Paths, Links).ShouldBe([$"{package}: its copyright file isn't in the image"]);

    [Fact]
    public void FaultsOfFlink_NamesTheFileThatIsMissing() =>
        LicencesGate.FaultsOfFlink("opt/flink", Paths).ShouldBe(["opt/flink/NOTICE: isn't in the image"]);
}
