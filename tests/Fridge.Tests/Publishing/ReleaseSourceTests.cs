using Fridge.Publishing.Versions;
using Fridge.Tests.Engine;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>Of repositories that git itself made.</summary>
public sealed class ReleaseSourceTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly ProcessRunner processes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ATagAtHead_OfACleanCheckout_IsTaken_WithTheCommitsSinceTheVersionBefore()
    {
        await CommitAsync("feat: begin", tag: "v0.9.0");
        await CommitAsync("Fix it\n\nBREAKING CHANGE: look", tag: "v1.0.0");
        await CommitAsync("fix(flink): more", tag: "v1.1.0");

        var source = await DemandAsync("v1.1.0");

        source.Before!.ToString().ShouldBe("v1.0.0");
        source.Commits.Select(commit => commit.Subject).ShouldBe(["fix(flink): more"]);
        source.Tagged.ShouldBe(source.Head);
    }

    [Fact]
    public async Task TheFirstVersion_HasTheWholeHistory()
    {
        await CommitAsync("one");
        await CommitAsync("two\n\nwith a body", tag: "v0.1.0");

        (await DemandAsync("v0.1.0")).Commits.Select(commit => (commit.Subject, commit.Body)).ShouldBe([("two", "with a body"), ("one", "")]);
    }

    [Fact]
    public async Task ADirtyCheckout_IsRefused()
    {
        await CommitAsync("one", tag: "v1.0.0");
        folder.Write("new.txt", "x");

        (await RefusedAsync("v1.0.0")).ShouldContain("changes that are not committed");
    }

    [Fact]
    public async Task NoSuchTag_IsRefused()
    {
        await CommitAsync("one");

        (await RefusedAsync("v1.0.0")).ShouldBe("There is no tag v1.0.0 here.");
    }

    [Fact]
    public async Task ATagThatIsNotAtHead_IsRefused()
    {
        await CommitAsync("one", tag: "v1.0.0");
        await CommitAsync("two");

        (await RefusedAsync("v1.0.0")).ShouldContain("is checked out");
    }

    [Fact]
    public async Task AVersionThatGoesBack_IsRefused()
    {
        await CommitAsync("one", tag: "v1.10.0");
        await CommitAsync("two", tag: "v1.9.1");

        (await RefusedAsync("v1.9.1")).ShouldBe("v1.9.1 is older than v1.10.0, which this history already has.");
    }

    [Fact]
    public async Task APatchOnABranchFromBefore_DoesNotGoBack()
    {
        await CommitAsync("one", tag: "v1.9.0");
        await GitAsync("checkout", "-q", "-b", "next");
        await CommitAsync("two", tag: "v1.10.0");
        await GitAsync("checkout", "-q", "-b", "old", "v1.9.0");
        await CommitAsync("mend", tag: "v1.9.1");

        (await DemandAsync("v1.9.1")).Before!.ToString().ShouldBe("v1.9.0");
    }

    [Fact]
    public async Task AnAnnotatedTag_NamesItsCommit()
    {
        await CommitAsync("one");
        await GitAsync("tag", "-a", "v1.0.0", "-m", "the first");

        (await DemandAsync("v1.0.0")).Before.ShouldBeNull();
    }

    [Fact]
    public async Task AFolderOfNoGit_IsASentence() =>
        (await Should.ThrowAsync<FridgeException>(ReadAsync("v1.0.0"))).Message.ShouldContain("is not a git checkout");

    public void Dispose() => folder.Dispose();

    private async Task<ReleaseSource> DemandAsync(string tag)
    {
        var source = await ReadAsync(tag);
        source.Demand(ReleaseTag.Parse(tag));
        return source;
    }

    private async Task<string> RefusedAsync(string tag)
    {
        var source = await ReadAsync(tag);
        var refusal = Should.Throw<FridgeException>(() => source.Demand(ReleaseTag.Parse(tag)));
        refusal.WrongUse.ShouldBeTrue();
        return refusal.Message;
    }

    private Task<ReleaseSource> ReadAsync(string tag) => new ReleaseHistory(processes, folder.Path).ReadAsync(ReleaseTag.Parse(tag), Token);

    private async Task CommitAsync(string message, string? tag = null)
    {
        if (!Directory.Exists(folder[".git"]))
            await GitAsync("init", "-q");
        await GitAsync("commit", "-q", "--allow-empty", "-m", message);
        if (tag is not null)
            await GitAsync("tag", tag);
    }

    private Task<ProcessResult> GitAsync(params string[] arguments) => processes.RunAsync(
        new CommandLine("git", ["-C", folder.Path, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false", .. arguments]), cancellationToken: Token);
}
