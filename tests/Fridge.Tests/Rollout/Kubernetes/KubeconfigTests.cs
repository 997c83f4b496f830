using Fridge.Rollout.Kubernetes.Api;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using Fridge.Tooling;
using k8s.Models;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

public sealed class KubeconfigTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly TestAuthority authority = new();

    public void Dispose() => authority.Dispose();

    [Theory]
    [InlineData("{server: [")]
    [InlineData("- a list")]
    [InlineData("")]
    [InlineData("current-context: nowhere")]
    [InlineData("apiVersion: v1\nkind: Config\ncurrent-context: a\ncontexts: [{name: a, context: {cluster: b, user: c}}]\nusers: []\nclusters: []")]
    public void What_is_no_kubeconfig_is_a_sentence(string text) => Refusal(text).Message.ShouldStartWith("The kubeconfig admin.conf can't be used: ");

    [Fact]
    public void A_missing_file_is_a_sentence() => Should.Throw<FridgeException>(() => Kubeconfig.Load("/nowhere/admin.conf", Now)).ShouldSatisfyAllConditions(
        refused => refused.WrongUse.ShouldBeTrue(),
        refused => refused.Message.ShouldBe("The kubeconfig /nowhere/admin.conf can't be used: there is no such file."));

    [Fact]
    public void A_user_whose_certificate_has_ended_is_named_with_the_day()
    {
        using var user = authority.Client("CN=ann", Now.AddHours(-1));

        Refusal(authority.Kubeconfig("https://10.0.0.1:6443", user)).Message.ShouldContain($"its user's certificate expired on {Now.AddHours(-1):yyyy-MM-dd}");
    }

    [Fact]
    public void Trust_in_any_certificate_is_refused()
    {
        using var user = authority.Client("CN=ann");
        var text = authority.Kubeconfig("https://10.0.0.1:6443", user).Replace("certificate-authority-data: ", "insecure-skip-tls-verify: true #");

        Refusal(text).Message.ShouldContain("insecure-skip-tls-verify");
    }

    [Fact]
    public void An_address_without_tls_is_refused()
    {
        using var user = authority.Client("CN=ann");

        Refusal(authority.Kubeconfig("http://10.0.0.1:8080", user)).Message.ShouldContain("is not an https address");
    }

    [Theory]
    [InlineData("v1.20.2", true)]
    [InlineData("v1.27.16-eks-a737599", true)]
    [InlineData("v1.34.1+k3s1", true)]
    [InlineData("v1.37.0-alpha.1", true)]
    [InlineData("v1.19.16", false)]
    [InlineData("v1.38.0", false)]
    [InlineData("v2.0.0", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Versions_are_taken_from_1_20_to_1_37(string? gitVersion, bool taken)
    {
        var said = new VersionInfo { GitVersion = gitVersion };
        if (taken)
            gitVersion.ShouldStartWith($"v{ServerVersion.Check(said, "pico-0")}");
        else
            Should.Throw<FridgeException>(() => ServerVersion.Check(said, "pico-0")).WrongUse.ShouldBeTrue();
    }

    private static FridgeException Refusal(string text)
    {
        var refused = Should.Throw<FridgeException>(() => Kubeconfig.Parse(text, "admin.conf", Now));
        refused.WrongUse.ShouldBeTrue();
        return refused;
    }
}
