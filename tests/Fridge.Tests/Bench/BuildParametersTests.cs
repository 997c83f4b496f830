using Fridge.Bench.Start;
using Fridge.Model;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Bench;

public class BuildParametersTests
{
    [Fact]
    public void What_concerns_images_is_read()
    {
        var settings = BuildParameters.Parse(
            """{"$schema": "./x", "Cluster": "a.yaml", "FlinkMirrors": [{"Url": "https://example.org", "Version": "1.20.5", "Sha512": "ab"}], "DebianArchives": ["builder"]}""",
            NodeArchitecture.Amd64);

        settings.FlinkMirrors.Single().Url.ShouldBe("https://example.org");
        settings.DebianArchives.ShouldBe(["builder"]);
        settings.Platforms.ShouldBe([NodeArchitecture.Amd64]);
    }

    [Fact]
    public void What_is_not_set_has_the_images_own_default()
    {
        BuildParameters.Parse("{}", NodeArchitecture.Armv7).DebianArchives.ShouldBe(["machine", "builder"]);
    }

    [Fact]
    public void Malformed_json_is_refused_with_its_place()
    {
        var refusal = Should.Throw<FridgeException>(() => BuildParameters.Parse("{", NodeArchitecture.Armv7));

        refusal.Message.ShouldStartWith(".nuke/parameters.json: ");
        refusal.WrongUse.ShouldBeTrue();
    }
}
