using Fridge.Registry.Logins;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Logins;

public sealed class RegistryAddressTests
{
    [Theory]
    [InlineData("ghcr.io/Owner", "ghcr.io", "owner/fridge-flink")]
    [InlineData("docker.io/ada", "registry-1.docker.io", "ada/fridge-flink")]
    [InlineData("harbor.example:8443/shelf/pis", "harbor.example:8443", "shelf/pis/fridge-flink")]
    [InlineData("localhost:5000", "localhost:5000", "fridge-flink")]
    public void Parse_ARegistry_HasItsServerAndRepositories(string text, string server, string repository)
    {
        var address = RegistryAddress.Parse(text);

        address.Server.ShouldBe(server);
        address.Repository("flink").ShouldBe(repository);
    }

    [Theory]
    [InlineData("https://ghcr.io/owner")]
    [InlineData("ghcr.io/")]
    [InlineData("ghcr.io/owner:1")]
    [InlineData("ghcr.io/../x")]
    [InlineData("")]
    public void Parse_WhatIsNone_IsRefused(string text) => Should.Throw<FormatException>(() => RegistryAddress.Parse(text)).Message.ShouldContain("ghcr.io/owner");
}
