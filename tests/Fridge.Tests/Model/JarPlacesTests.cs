using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model;

public sealed class JarPlacesTests
{
    [Theory]
    [InlineData("workloads/taxi", "workloads/taxi")]
    [InlineData("../workloads/taxi/", "workloads/taxi")]
    [InlineData("beside.jar", "clusters/beside.jar")]
    [InlineData("/c/workloads/taxi", "workloads/taxi")]
    [InlineData("../../home/job.jar", "/home/job.jar")]
    [InlineData("/home/job.jar", "/home/job.jar")]
    [InlineData("home/job.jar", null)]
    [InlineData("..", null)]
    public void Find_APath_IsRelativeToTheFileElseToTheCheckout(string written, string? jar) => Places().Find(written).ShouldBe(jar);

    [Theory]
    [InlineData("/home/job.jar", true, true)]
    [InlineData("/home/job.jar", false, false)]
    [InlineData("workloads/taxi", false, true)]
    public void Allows_OutsideTheCheckout_WhereItIsSaid(string jar, bool outside, bool allowed) => (Places() with { Outside = outside }).Allows(jar).ShouldBe(allowed);

    [Fact]
    public void JarName_OfAJarOutside_SaysNothingOfTheMachine()
    {
        new JobSpec { Name = "t", Jar = "/home/me/job.jar", EntryClass = "a.B" }.JarName.ShouldBe("job.jar");
        new JobSpec { Name = "t", Jar = "workloads/taxi", EntryClass = "a.B" }.JarName.ShouldBe("workloads/taxi");
    }

    private static JarPlaces Places() => new("/c/clusters", "/c") { IsThere = path => path is "/c/workloads/taxi" or "/c/clusters/beside.jar" or "/home/job.jar" };
}
