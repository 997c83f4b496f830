using System.Collections.Concurrent;
using Fridge.Tooling;

namespace Fridge.Nodes;

/// <summary>
/// The passwords of a run. A person is asked one question at a time, and once for a user, however many nodes wait: each of them then tries
/// the last good answer by itself, all at once, if it is known to be the node that it says it is. Of others a person decides.
/// </summary>
/// <param name="isKnown">Whether the node's host key was known, expected or shown to a person.</param>
/// <param name="given">Said before the run, for all nodes: tried first, without a question.</param>
internal sealed class PasswordBook(IPasswordPrompt? prompt, Func<NodeRoute, bool> isKnown, Secret? given = null) : IDisposable
{
    private const int Tries = 3;
    private readonly SemaphoreSlim onePersonAtATime = new(1, 1);
    private readonly ConcurrentDictionary<string, Secret> known = new(StringComparer.Ordinal);

    /// <summary>There is a person or an answer.</summary>
    public bool CanAsk => prompt is not null || given is not null;

    /// <param name="check">True: the node accepts it.</param>
    /// <exception cref="FridgeException">None of the answers was right, or none was given.</exception>
    public async Task<Secret> FindAsync(NodeRoute route, PasswordUse use, Func<Secret, Task<bool>> check, CancellationToken cancellationToken)
    {
        if (!isKnown(route))
            return prompt is null && given is not null ? throw ConnectErrors.NotGiven(route) : await AskAloneAsync(route, use, check, cancellationToken);
        Secret? refused = null;
        while (true)
        {
            var answer = Answer(route);
            if (answer is not null && !ReferenceEquals(answer, refused))
            {
                if (await check(answer))
                    return answer;
                refused = answer;
            }
            else if (await AskUnlessAnsweredAsync(route, use, check, refused, cancellationToken) is { } right)
            {
                return right;
            }
        }
    }

    public void Dispose() => onePersonAtATime.Dispose();

    private Secret? Answer(NodeRoute route) => known.GetValueOrDefault(route.User) ?? given;

    private async Task<Secret> AskAloneAsync(NodeRoute route, PasswordUse use, Func<Secret, Task<bool>> check, CancellationToken cancellationToken)
    {
        await onePersonAtATime.WaitAsync(cancellationToken);
        try
        {
            return await AskAsync(route, use, check, cancellationToken);
        }
        finally
        {
            onePersonAtATime.Release();
        }
    }

    /// <summary>A first answer is tried before the next question, or several nodes would ask for the same password.</summary>
    /// <returns>Null: another node's question was answered meanwhile.</returns>
    private async Task<Secret?> AskUnlessAnsweredAsync(
        NodeRoute route, PasswordUse use, Func<Secret, Task<bool>> check, Secret? refused, CancellationToken cancellationToken)
    {
        await onePersonAtATime.WaitAsync(cancellationToken);
        try
        {
            return ReferenceEquals(Answer(route), refused)
                ? known[route.User] = await AskAsync(route, use, check, cancellationToken)
                : null;
        }
        finally
        {
            onePersonAtATime.Release();
        }
    }

    private async Task<Secret> AskAsync(NodeRoute route, PasswordUse use, Func<Secret, Task<bool>> check, CancellationToken cancellationToken)
    {
        for (var tried = 0; prompt is not null && tried < Tries; tried++)
        {
            var answer = await prompt.AskAsync(new PasswordQuestion(route.Name, route.User, use, Again: tried > 0), cancellationToken);
            if (answer is null)
                break;
            if (await check(answer))
                return answer;
        }

        throw use == PasswordUse.Login ? ConnectErrors.WrongPassword(route) : SudoErrors.NoPassword(route);
    }
}
