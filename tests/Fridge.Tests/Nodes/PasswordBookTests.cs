using Fridge.Nodes;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class PasswordBookTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_ManyNodesOfOneUser_AskOnceAndTryTheAnswerAllAtOnce()
    {
        var person = new FakePrompts("right");
        using var book = new PasswordBook(person, _ => true);
        await book.FindAsync(Route("a"), PasswordUse.Sudo, _ => Task.FromResult(true), Token);
        var slow = new TaskCompletionSource<bool>();

        var waiting = book.FindAsync(Route("b"), PasswordUse.Sudo, _ => slow.Task, Token);
        var quick = await book.FindAsync(Route("c"), PasswordUse.Sudo, _ => Task.FromResult(true), Token);

        waiting.IsCompleted.ShouldBeFalse();
        quick.Reveal().ShouldBe("right");
        slow.SetResult(true);
        (await waiting).Reveal().ShouldBe("right");
        person.Passwords.ShouldHaveSingleItem().Node.ShouldBe("a");
    }

    [Fact]
    public async Task Find_WhileAnotherNodeIsAsked_WaitsForThatAnswer()
    {
        var person = new FakePrompts("right");
        using var book = new PasswordBook(person, _ => true);
        var first = new TaskCompletionSource<bool>();

        var asking = book.FindAsync(Route("a"), PasswordUse.Sudo, _ => first.Task, Token);
        var waiting = book.FindAsync(Route("b"), PasswordUse.Sudo, _ => Task.FromResult(true), Token);
        waiting.IsCompleted.ShouldBeFalse();
        first.SetResult(true);

        (await Task.WhenAll(asking, waiting)).ShouldAllBe(password => password.Reveal() == "right");
        person.Passwords.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Find_ANodeWithAnotherPassword_IsAskedForItsOwn()
    {
        var person = new FakePrompts("common", "own");
        using var book = new PasswordBook(person, _ => true);
        await book.FindAsync(Route("a"), PasswordUse.Sudo, _ => Task.FromResult(true), Token);

        var own = await book.FindAsync(Route("b"), PasswordUse.Sudo, password => Task.FromResult(password.Reveal() == "own"), Token);

        own.Reveal().ShouldBe("own");
        person.Passwords.Select(question => question.Node).ShouldBe(["a", "b"]);
    }

    private static NodeRoute Route(string node) => new()
    {
        Address = new NodeAddress { Name = node, Host = node, KnownHostsFile = "known_hosts" },
        Host = node,
        Port = 22,
        User = "pi",
        Identities = [],
        HasAgent = false,
        HasSsh = true,
    };
}
