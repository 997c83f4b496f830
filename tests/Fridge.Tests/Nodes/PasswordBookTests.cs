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

    /// <summary>As in CI: no terminal, a file or a variable.</summary>
    [Fact]
    public async Task Find_GivenBeforeTheRun_IsTriedWithoutAQuestion()
    {
        using var book = new PasswordBook(null, _ => true, new Secret("given"));

        book.CanAsk.ShouldBeTrue();
        (await book.FindAsync(Route("a"), PasswordUse.Login, password => Task.FromResult(password.Reveal() == "given"), Token)).Reveal().ShouldBe("given");
        (await Should.ThrowAsync<FridgeException>(book.FindAsync(Route("b"), PasswordUse.Sudo, _ => Task.FromResult(false), Token))).Message.ShouldContain("needs the password");
    }

    [Fact]
    public async Task Find_GivenIsWrong_APersonIsAsked()
    {
        var person = new FakePrompts("right");
        using var book = new PasswordBook(person, _ => true, new Secret("given"));

        (await book.FindAsync(Route("a"), PasswordUse.Sudo, password => Task.FromResult(password.Reveal() == "right"), Token)).Reveal().ShouldBe("right");
        (await book.FindAsync(Route("b"), PasswordUse.Sudo, password => Task.FromResult(password.Reveal() == "right"), Token)).Reveal().ShouldBe("right");
        person.Passwords.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Find_GivenAndTheNodeIsAStranger_IsToldNothing()
    {
        var tried = 0;
        using var book = new PasswordBook(null, _ => false, new Secret("given"));

        var refused = await Should.ThrowAsync<LoginRefusedException>(book.FindAsync(Route("a"), PasswordUse.Login, _ => Task.FromResult(++tried > 0), Token));

        tried.ShouldBe(0);
        refused.Message.ShouldContain("--accept-new-host-keys");
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
