using System.Collections.Concurrent;
using Fridge.Tooling;

namespace Fridge.Nodes;

/// <summary>Passwords of this run, in memory only. One person is asked one question at a time; a node of the same user gets the last good answer first.</summary>
internal sealed class PasswordBook(IPasswordPrompt? prompt) : IDisposable
{
    private const int Tries = 3;
    private readonly SemaphoreSlim onePersonAtATime = new(1, 1);
    private readonly ConcurrentDictionary<string, Secret> known = new(StringComparer.Ordinal);

    public bool CanAsk => prompt is not null;

    /// <param name="check">True: the node accepts it.</param>
    /// <exception cref="FridgeException">None of the answers was right, or none was given.</exception>
    public async Task<Secret> FindAsync(NodeRoute route, PasswordUse use, Func<Secret, Task<bool>> check, CancellationToken cancellationToken)
    {
        await onePersonAtATime.WaitAsync(cancellationToken);
        try
        {
            if (known.TryGetValue(route.User, out var earlier) && await check(earlier))
                return earlier;
            return known[route.User] = await AskAsync(route, use, check, cancellationToken);
        }
        finally
        {
            onePersonAtATime.Release();
        }
    }

    public void Dispose() => onePersonAtATime.Dispose();

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
