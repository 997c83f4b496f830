namespace Fridge.Tooling.Waiting;

/// <summary>Asks the same question until the answer is there, or the time for it is over.</summary>
/// <param name="Limit">For all questions together; one that hangs ends with it too.</param>
/// <param name="Pause">Between two questions.</param>
public sealed record Poll(TimeSpan Limit, TimeSpan Pause, TimeProvider Time)
{
    /// <param name="ask">Null: not yet.</param>
    /// <param name="late">What is thrown at the limit.</param>
    public async Task<T> UntilAsync<T>(Func<CancellationToken, Task<T?>> ask, Func<Exception> late, CancellationToken cancellationToken)
        where T : class =>
        await TryUntilAsync(ask, cancellationToken) ?? throw late();

    /// <param name="isSo">Asked until true.</param>
    /// <param name="late">What is thrown at the limit.</param>
    public async Task UntilAsync(Func<CancellationToken, Task<bool>> isSo, Func<Exception> late, CancellationToken cancellationToken)
    {
        if (!await TryUntilAsync(isSo, cancellationToken))
            throw late();
    }

    /// <returns>False at the limit.</returns>
    public async Task<bool> TryUntilAsync(Func<CancellationToken, Task<bool>> isSo, CancellationToken cancellationToken) =>
        await TryUntilAsync(async token => await isSo(token) ? this : null, cancellationToken) is not null;

    /// <returns>Null at the limit.</returns>
    public async Task<T?> TryUntilAsync<T>(Func<CancellationToken, Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        using var over = new CancellationTokenSource(Limit, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            while (true)
            {
                if (await ask(either.Token).WaitAsync(either.Token) is { } answer)
                    return answer;
                await Task.Delay(Pause, Time, either.Token);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
