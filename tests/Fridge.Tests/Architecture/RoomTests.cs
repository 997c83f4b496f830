using NetArchTest.Rules;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Architecture;

/// <summary>Which room knows which is said once, in <c>docs/architecture.md</c>, and held here.</summary>
public sealed class RoomTests
{
    private const string TheFrontDoor = "everything";

    public static TheoryData<string> Rooms => [.. Room.OfThePage.Select(room => room.Project)];

    [Fact]
    public void Page_NamesEveryProjectOfTheHouse() => Room.OfThePage.Length.ShouldBeGreaterThan(9);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void References_AreThoseOfThePage(string project)
    {
        var room = Find(project);
        var allowed = room.MayKnow is [TheFrontDoor] ? Room.OfThePage.Select(other => other.Name).Where(name => name != room.Name && name != "abstractions") : room.MayKnow;

        room.References.Order().ShouldBe(allowed.Order());
    }

    /// <summary>A project sees the references of those that it refers to: what it uses of them is another matter.</summary>
    [Theory]
    [MemberData(nameof(Rooms))]
    public void Types_UseNoRoomThatThePageDoesNotName(string project)
    {
        var room = Find(project);
        if (room.MayKnow is [TheFrontDoor])
            return;
        string[] strangers = [.. Room.OfThePage.Where(other => other != room && other.Name != "abstractions" && !room.MayKnow.Contains(other.Name)).Select(other => other.Project)];

        Broken(Types.InAssembly(room.Assembly).ShouldNot().HaveDependencyOnAny(strangers)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Fridge.Model")]
    [InlineData("Fridge.Manifests")]
    [InlineData("Fridge.Images")]
    [InlineData("Fridge.Provisioning")]
    [InlineData("Fridge.Rollout")]
    [InlineData("Fridge.Virtual")]
    public void Types_StartProcessesByToolingOnly(string project) =>
        Broken(Types.InAssembly(Find(project).Assembly).ShouldNot().HaveDependencyOnAny("System.Diagnostics.Process", "CliWrap")).ShouldBeEmpty();

    /// <summary>Arrows between folders of a room: what the first holds knows nothing of the others.</summary>
    [Theory]
    [InlineData("Fridge.Images", "Plan", "Builds", "Gates", "Records", "Layouts", "VirtualPi")]
    [InlineData("Fridge.Images", "Locks", "Archives", "Renewal", "Builds", "Gates", "Records", "Layouts", "VirtualPi")]
    [InlineData("Fridge.Images", "Archives", "Renewal", "Builds", "Gates", "Records", "Layouts", "VirtualPi")]
    [InlineData("Fridge.Images", "Layouts", "Builds", "Gates", "Records", "VirtualPi")]
    [InlineData("Fridge.Images", "Renewal", "Builds", "Gates", "Records", "Layouts", "VirtualPi")]
    [InlineData("Fridge.Images", "Records", "Gates", "Builds", "VirtualPi")]
    [InlineData("Fridge.Images", "Gates", "Builds", "VirtualPi")]
    [InlineData("Fridge.Images", "Builds", "VirtualPi")]
    [InlineData("Fridge.Provisioning", "Facts", "HostTasks", "Stages", "Apply", "Swarm", "Kubernetes")]
    [InlineData("Fridge.Provisioning", "Changes", "HostTasks", "Stages", "Apply", "Swarm", "Kubernetes")]
    [InlineData("Fridge.Provisioning", "Stages", "Apply", "Swarm", "Kubernetes")]
    [InlineData("Fridge.Provisioning", "HostTasks", "Apply", "Swarm", "Kubernetes")]
    [InlineData("Fridge.Provisioning", "Apply", "Swarm", "Kubernetes")]
    [InlineData("Fridge.Provisioning", "Swarm", "Kubernetes")]
    [InlineData("Fridge.Provisioning", "Kubernetes", "Swarm")]
    [InlineData("Fridge.Provisioning", "Kubernetes.Kubeadm", "Kubernetes.K3s")]
    [InlineData("Fridge.Provisioning", "Kubernetes.K3s", "Kubernetes.Kubeadm")]
    public void Folder_KnowsNothingOfThoseAboveIt(string project, string folder, params string[] above) =>
        Broken(Types.InAssembly(Find(project).Assembly).That().ResideInNamespace($"{project}.{folder}")
            .ShouldNot().HaveDependencyOnAny([.. above.Select(other => $"{project}.{other}")])).ShouldBeEmpty();

    /// <summary>Each orchestrator in a folder of its name; all else of the room knows the seam.</summary>
    [Theory]
    [InlineData("", "Fridge.Rollout.Swarm", "Fridge.Rollout.Kubernetes", "Fridge.Manifests.Swarm", "Fridge.Manifests.Kubernetes", "k8s")]
    [InlineData("Fridge.Rollout.Swarm", "Fridge.Rollout.Kubernetes", "Fridge.Manifests.Kubernetes", "k8s")]
    [InlineData("Fridge.Rollout.Kubernetes", "Fridge.Rollout.Swarm", "Fridge.Manifests.Swarm", "Docker.DotNet")]
    public void Rollout_NamesAnOrchestratorInItsFolderAlone(string folder, params string[] strangers)
    {
        var room = Types.InAssembly(Find("Fridge.Rollout").Assembly).That();
        var types = folder.Length > 0 ? room.ResideInNamespace(folder) : room.DoNotResideInNamespace("Fridge.Rollout.Swarm").And().DoNotResideInNamespace("Fridge.Rollout.Kubernetes");

        Broken(types.ShouldNot().HaveDependencyOnAny(strangers)).ShouldBeEmpty();
    }

    [Fact]
    public void Rules_FindWhatIsThere_InBodiesToo()
    {
        Broken(Types.InAssembly(Find("Fridge.Virtual").Assembly).ShouldNot().HaveDependencyOnAny("Fridge.Images")).ShouldContain("Fridge.Virtual.VirtualNodes");
        Broken(Types.InAssembly(Find("Fridge.Nodes").Assembly).ShouldNot().HaveDependencyOnAny("System.Diagnostics.Process")).ShouldBe(["Fridge.Nodes.OpenSsh.OpenSshProcess"]);
        Broken(Types.InAssembly(Find("Fridge.Images").Assembly).That().ResideInNamespace("Fridge.Images.Builds").ShouldNot().HaveDependencyOnAny("Fridge.Images.Layouts"))
            .ShouldContain("Fridge.Images.Builds.ImageBuilder");
        Broken(Types.InAssembly(Find("Fridge.Rollout").Assembly).ShouldNot().HaveDependencyOnAny("k8s")).ShouldContain("Fridge.Rollout.Kubernetes.Api.KubernetesApi");
    }

    private static Room Find(string project) => Room.OfThePage.Single(room => room.Project == project);

    private static IEnumerable<string> Broken(ConditionList rule) => rule.GetResult().FailingTypeNames ?? [];
}
