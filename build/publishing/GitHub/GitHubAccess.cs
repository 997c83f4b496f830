using Fridge.Publishing.Versions;
using Octokit;
using Polly;

namespace Fridge.Publishing.GitHub;

/// <summary>What a token must be allowed, and for what.</summary>
/// <param name="Name">As GitHub's page of fine-grained tokens has it: <c>contents: write</c>.</param>
/// <param name="Deed">What it is for: <c>make releases</c>.</param>
internal sealed record GitHubRight(string Name, string Deed)
{
    public static GitHubRight Releases { get; } = new("contents: write", "make releases");

    public static GitHubRight Issues { get; } = new("issues: write", "write issues");

    public static GitHubRight PullRequests { get; } = new("contents: write and pull-requests: write", "write branches and pull requests");
}

/// <summary>One repository by GitHub's REST API: what comes and goes is asked again, what doesn't is a sentence.</summary>
/// <param name="api">Of GitHub, or of one's own GitHub Enterprise.</param>
internal sealed class GitHubAccess(RepositoryName repository, Uri api, Secret token, TimeProvider time, GitHubRight right)
{
    private readonly ResiliencePipeline retry = GitHubRetry.Of(time);

    public GitHubClient Client { get; } = new(new ProductHeaderValue("fridge"), api) { Credentials = new Credentials(token.Reveal()) };

    /// <param name="ask">May be asked again after it was done, where the answer was lost: it looks before it makes anything.</param>
    /// <exception cref="FridgeException">GitHub refuses, or doesn't answer.</exception>
    public async Task<T> DoAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await retry.ExecuteAsync(async token => await ask(token).WaitAsync(token), cancellationToken);
        }
        catch (Exception reason) when (!cancellationToken.IsCancellationRequested && GitHubErrors.Explain(reason, repository, right) is { } explained)
        {
            throw explained;
        }
    }
}
