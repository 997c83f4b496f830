using Fridge.Rollout.Kubernetes.Adoption;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

public sealed class NeededRightsTests
{
    [Fact]
    public void Page_GivesThem_AndNoOthers()
    {
        var given =
            from role in PageRoles.Of(PageRoles.Text)
            where ((string)role["kind"]!).EndsWith("Role", StringComparison.Ordinal)
            from rule in role["rules"]!.AsArray()
            from resource in rule!["resources"]!.AsArray()
            from verb in rule["verbs"]!.AsArray()
            select new Right((string)verb!, (string)rule["apiGroups"]![0]!, (string)resource!, (string?)role["metadata"]!["namespace"]);

        given.ShouldBe(NeededRights.Of("shelf", hasNamespace: true, labelsNodes: false), ignoreOrder: true);
    }

    [Fact]
    public void ANamespaceThatIsToBeMade_AndLabels_TakeMore()
    {
        var more = NeededRights.Of("shelf", hasNamespace: false, labelsNodes: true).Except(NeededRights.Of("shelf", hasNamespace: true, labelsNodes: false));

        NeededRights.Lines(more).ShouldBe(["patch nodes, which are the cluster's", "create, patch namespaces, which are the cluster's"]);
    }

    [Fact]
    public void Review_AsksForAPartByItsName()
    {
        var asked = new Right("get", "", "pods/log", "shelf").Review()["spec"]!["resourceAttributes"]!;

        ((string)asked["resource"]!, (string)asked["subresource"]!, (string)asked["namespace"]!).ShouldBe(("pods", "log", "shelf"));
    }
}
