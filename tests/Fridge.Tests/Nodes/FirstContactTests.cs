using Fridge.Nodes;
using Fridge.Tests.Engine;
using Fridge.Tests.Nodes.Locks;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>What a first contact by password leaves in a home folder; a shell here is the node's.</summary>
public sealed class FirstContactTests : IDisposable
{
    private const string Mine = "ssh-ed25519 AAAA me";
    private readonly ScratchFolder home = new();
    private readonly FakePrompts person = new("right");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Authorized => Path.Combine(home.Path, ".ssh", "authorized_keys");

    private static NodeRoute Route { get; } = new()
    {
        Address = new NodeAddress { Name = "pico-0", Host = "pico-0", KnownHostsFile = "known_hosts" },
        Host = "pico-0",
        Port = 22,
        User = "pi",
        Identities = [],
        HasAgent = false,
        HasSsh = true,
    };

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(Mine)]
    [InlineData(Mine + "\n")]
    public async Task Install_WhateverIsThere_IsALineOfItsOwn(string? before)
    {
        Write(before);

        await ContactAsync();
        await ContactAsync();

        string[] mine = before is null or "" ? [] : [Mine];
        (await File.ReadAllLinesAsync(Authorized, Cancelled)).ShouldBe([.. mine, (await File.ReadAllTextAsync(Key.PublicKeyFile, Cancelled)).Trim()]);
        ((int)File.GetUnixFileMode(Path.GetDirectoryName(Authorized)!)).ShouldBe(Convert.ToInt32("700", 8));
    }

    [Fact]
    public async Task Install_IsTriedWithTheKey()
    {
        NodeRoute? tried = null;

        await ContactAsync(byKeys: route => tried = route);

        tried.ShouldNotBeNull().Identities.ShouldHaveSingleItem().Path.ShouldBe(Key.PrivateKeyFile);
    }

    [Fact]
    public async Task Check_InstallsNothingAndMakesNoKey()
    {
        await ContactAsync(checkOnly: true);

        File.Exists(Authorized).ShouldBeFalse();
        File.Exists(Key.PrivateKeyFile).ShouldBeFalse();
    }

    private ClusterKey Key => FakePrompts.Options(home.Path, person).ClusterKey;

    private void Write(string? text)
    {
        if (text is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Authorized)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Authorized, text);
    }

    private async Task ContactAsync(bool checkOnly = false, Action<NodeRoute>? byKeys = null)
    {
        var options = FakePrompts.Options(home.Path, person);
        using var passwords = new PasswordBook(new FakePrompts("right"), _ => true);
        await new FirstContact(passwords, options.ClusterKey, options.Report, checkOnly).ByPasswordAsync(
            Route,
            _ => Task.FromResult<IConnection?>(new Home(new LocalNode { Login = [$"HOME={home.Path}"] })),
            route =>
            {
                byKeys?.Invoke(route);
                return Task.FromResult<IConnection?>(null);
            },
            Cancelled);
    }

    private sealed class Home(LocalNode node) : IConnection
    {
        public string Description => node.Description;

        public bool IsLost => false;

        public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) => node.StartAsync(command, cancellationToken);

        public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => node.DialAsync(host, port, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
