using System.Text;
using Fridge.Nodes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class AddressTests
{
    [Fact]
    public void SshConfig_WhatSshPrints_IsRead()
    {
        var config = SshConfig.Parse("pico", """
            user pi
            hostname 192.168.1.10
            port 2222
            proxyjump bastion
            proxycommand none
            identityfile ~/.ssh/id_ed25519
            identityfile ~/.ssh/my key
            """);

        config.ShouldSatisfyAllConditions(
            () => (config.User, config.Host, config.Port).ShouldBe(("pi", "192.168.1.10", 2222)),
            () => (config.JumpHost, config.ProxyCommand).ShouldBe(("bastion", null)),
            () => config.IdentityFiles.ShouldBe(["~/.ssh/id_ed25519", "~/.ssh/my key"]));
    }

    [Theory]
    [InlineData("none", "ssh-ed25519", IdentityKind.Plain)]
    [InlineData("aes256-ctr", "ssh-ed25519", IdentityKind.Encrypted)]
    [InlineData("none", "sk-ssh-ed25519@openssh.com", IdentityKind.Token)]
    [InlineData("none", "ssh-dss", IdentityKind.Foreign)]
    public void KindOf_OpenSshKey_ByItsHead(string cipher, string type, IdentityKind kind) =>
        IdentityFiles.KindOf(OpenSshKey(cipher, type)).ShouldBe(kind);

    [Theory]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n", IdentityKind.Encrypted)]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\n", IdentityKind.Encrypted)]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n", IdentityKind.Plain)]
    [InlineData("-----BEGIN DSA PRIVATE KEY-----\nMIIB\n", IdentityKind.Foreign)]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n", IdentityKind.Foreign)]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nnonsense!\n", IdentityKind.Foreign)]
    [InlineData("ssh-ed25519 AAAA me\n", IdentityKind.Token)]
    public void KindOf_OtherFormats_ByTheirText(string text, IdentityKind kind) => IdentityFiles.KindOf(text).ShouldBe(kind);

    /// <summary>The beginning of OpenSSH's format, which is all that is looked at.</summary>
    private static string OpenSshKey(string cipher, string type)
    {
        var publicKey = Text(type);
        byte[] body = [.. "openssh-key-v1\0"u8, .. Text(cipher), .. Text("none"), .. Text(""), 0, 0, 0, 1, .. Number(publicKey.Length), .. publicKey];
        return $"-----BEGIN OPENSSH PRIVATE KEY-----\n{Convert.ToBase64String(body)}\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    private static byte[] Text(string text) => [.. Number(text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Number(int value) => [0, 0, (byte)(value >> 8), (byte)value];
}
