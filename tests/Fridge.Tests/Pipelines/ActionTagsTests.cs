using Fridge.Pipelines.GitHub;
using Fridge.Tests.Engine;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Pipelines;

/// <summary>Tags as git itself tells them, of a repository that the test makes.</summary>
public sealed class ActionTagsTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly ProcessRunner processes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_ATagWithAMessageAndOneWithout_BothNameTheCommit()
    {
        Directory.CreateDirectory(folder["owner/cut"]);
        await GitAsync("init", "--quiet");
        await GitAsync("commit", "--quiet", "--allow-empty", "--message", "one");
        await GitAsync("tag", "v1.0.0");
        await GitAsync("tag", "--annotate", "--message", "with words", "v1.1.0");
        var commit = (await GitAsync("rev-parse", "HEAD")).Trim();

        var tags = await new ActionTags(processes, $"file://{folder.Path}").ReadAsync("owner/cut/a-folder", Token);

        tags.ShouldBe(new Dictionary<string, string> { ["v1.0.0"] = commit, ["v1.1.0"] = commit }, ignoreOrder: true);
    }

    [Fact]
    public async Task Read_NoSuchRepository_SaysWhoDoesNotAnswer()
    {
        var refusal = await Should.ThrowAsync<FridgeException>(new ActionTags(processes, $"file://{folder.Path}/").ReadAsync("owner/cut", Token));

        refusal.Message.ShouldBe($"file://{folder.Path}/owner/cut doesn't say which versions of owner/cut there are.");
        refusal.Evidence.ShouldNotBeEmpty();
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> GitAsync(params string[] arguments) => (await processes.RunAsync(
        new CommandLine("git", ["-C", folder["owner/cut"], "-c", "user.name=A Test", "-c", "user.email=test@example.org", "-c", "commit.gpgSign=false", "-c", "tag.gpgSign=false", .. arguments]),
        cancellationToken: Token)).StandardOutput;
}
