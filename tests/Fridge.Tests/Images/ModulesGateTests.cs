using Fridge.Images;
using Fridge.Images.Builds;
using Fridge.Images.Gates;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class ModulesGateTests
{
    private const string Release = "IMPLEMENTOR=\"Debian\"\nJAVA_VERSION=\"17.0.19\"\nMODULES=\"java.base java.logging java.sql\"\nSOURCE=\"\"\n";

    [Fact]
    public void Require_EveryModuleIsThere_Passes() =>
        ModulesGate.Require("job-taxi", "java.base usrlib/taxi.jar Job.class\njava.sql usrlib/jdbc.jar Sink.class\n", Release);

    [Fact]
    public void Require_AModuleIsMissing_NamesJarModuleAndTheLineToAdd()
    {
        var error = Should.Throw<ImageBuildException>(
            () => ModulesGate.Require("job-taxi", "java.base usrlib/taxi.jar Job.class\njava.net.http usrlib/lib.jar a/Client.class\n", Release));

        error.Message.ShouldBe("job-taxi: usrlib/lib.jar needs Java's module java.net.http, which the image's Java hasn't got.");
        error.NextStep.ShouldNotBeNull().ShouldContain("\"java.net.http  REASON\" to images/flink/modules");
        error.Evidence.ShouldBe(["java.net.http: usrlib/lib.jar, a/Client.class"]);
    }

    [Fact]
    public void Require_ARuntimeThatListsNothing_IsARefusal() =>
        Should.Throw<ImageBuildException>(() => ModulesGate.Require("job-taxi", "java.base usrlib/taxi.jar Job.class\n", ""));
}
