using System.Text;
using Fridge.Images.Gates;
using Fridge.Images.Plan;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class AlignmentReportTests
{
    private const string Report =
        """
        {"calls":12,"jars":[
        {"jar":"buffers.jar","state":"rewritten, signature taken off","calls":12,"classes":{"a/A.class":12}},
        {"jar":"taxi.jar","state":"unchanged","calls":0,"unread":{"a/Cut.class":"left as it is"}},
        {"jar":"taxi.jar!/lib/inner.jar","state":"unchanged","calls":0}
        ]}
        """;

    [Fact]
    public void Describe_JarsThatWereRewritten_NamesThemAndTheOthers() => Describe(JobJars.Strip).ShouldBe(
    [
        "12 memory accesses in 1 class of buffers.jar made aligned, its signature removed",
        "1 class of taxi.jar can't be read and stays as it is: it is incomplete, or an obfuscator wrote it",
        "no unaligned memory access in taxi.jar, taxi.jar!/lib/inner.jar",
    ]);

    [Fact]
    public void Describe_JarsThatAreLeft_SaysWhatMayHappen() => Describe(JobJars.Leave).First().ShouldBe(
        "12 memory accesses in 1 class of buffers.jar may be unaligned and are left as they are:"
        + " on a 32-bit system under a 64-bit kernel such an access crashes the JVM");

    private static IEnumerable<string> Describe(JobJars treatment) => AlignmentReport.Describe(Encoding.UTF8.GetBytes(Report), treatment);
}
