using System.Collections.Immutable;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Pipelines.GitHub;

/// <summary>Asks an action's repository for its tags, by git: no API, no token, no limit of requests.</summary>
/// <param name="from">Where repositories are: <c>https://github.com</c>.</param>
internal sealed class ActionTags(IProcessRunner processes, string from)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public string Address(string action) => $"{from.TrimEnd('/')}/{string.Join('/', action.Split('/').Take(2))}";

    /// <returns>Tags and the commits that they name.</returns>
    /// <exception cref="FridgeException">It doesn't answer.</exception>
    public async Task<ImmutableDictionary<string, string>> ReadAsync(string action, CancellationToken cancellationToken)
    {
        var command = new CommandLine("git", "ls-remote", "--tags", "--", Address(action))
        {
            TimeLimit = Limit,
            Environment = ImmutableDictionary<string, string?>.Empty.Add("GIT_TERMINAL_PROMPT", "0"),
        };
        var answer = await processes.TryRunAsync(command, cancellationToken: cancellationToken);
        return answer.ExitCode == 0
            ? Parse(answer.StandardOutput)
            : throw new FridgeException($"{Address(action)} doesn't say which versions of {action} there are.", "Check the network, then run the same command again.")
            {
                Evidence = [.. answer.StandardError.TrimEnd().Split('\n')],
            };
    }

    /// <summary>A tag with a message is an object of its own; its commit comes on the next line, as <c>refs/tags/v1^{}</c>.</summary>
    internal static ImmutableDictionary<string, string> Parse(string lines)
    {
        var tags = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var line in lines.Split('\n').Select(line => line.TrimEnd().Split('\t')))
        {
            if (line is [var commit, ['r', 'e', 'f', 's', '/', 't', 'a', 'g', 's', '/', .. var name]])
                tags[name.EndsWith("^{}", StringComparison.Ordinal) ? name[..^3] : name] = commit;
        }

        return tags.ToImmutable();
    }
}
