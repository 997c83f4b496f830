using Fridge.Images.Gates;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class ModulesGateTests
{
    private const string Release = "IMPLEMENTOR=\"Debian\"\nJAVA_VERSION=\"17.0.19\"\nMODULES=\"java.base java.logging java.sql\"\nSOURCE=\"\"\n";

    [Fact]
    public void Missing_EveryModuleIsThere_SaysNothing() =>
        ModulesGate.Missing("java.base usrlib/taxi.jar Job.class\njava.sql usrlib/jdbc.jar Sink.class\n", Release).ShouldBeEmpty();

    [Fact]
    public void Missing_AModule_NamesJarClassAndTheWaysOut()
    {
        var said = ModulesGate.Missing("java.base usrlib/taxi.jar Job.class\njdk.compiler usrlib/lombok.jar a/Javac.class\n", Release).ShouldHaveSingleItem();

        said.ShouldStartWith("usrlib/lombok.jar names Java's module jdk.compiler (a/Javac.class), which the image's Java lacks: ");
        said.ShouldContain("\"jdk.compiler  REASON\" in images/flink/modules");
        said.ShouldContain("--variant full");
    }

    [Fact]
    public void Missing_ARuntimeThatListsNothing_IsSaid() =>
        ModulesGate.Missing("java.base usrlib/taxi.jar Job.class\n", "").ShouldHaveSingleItem();

    /// <summary>What common libraries name: MariaDB's driver, log4j-core, an HTTP client.</summary>
    [Theory]
    [InlineData("java.sql.rowset")]
    [InlineData("java.compiler")]
    [InlineData("java.net.http")]
    public void List_OfFlinksModules_HasWhatCommonLibrariesName(string module) =>
        File.ReadLines(Checkout.File("images", "flink", "modules")).ShouldContain(line => line.StartsWith($"{module} "));
}
