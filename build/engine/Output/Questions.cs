using Spectre.Console;

namespace Fridge.Engine;

/// <summary>Asks at the terminal, one question at a time, while the live display makes room.</summary>
internal sealed class Questions(LiveOutput live, Redactor redactor) : IAsk, IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    public bool IsInteractive => true;

    public Task<bool> ConfirmAsync(string question, bool assume, CancellationToken cancellation) =>
        AskAsync(new ConfirmationPrompt(Shown(question)) { DefaultValue = assume }, cancellation);

    public Task<string> TextAsync(string question, CancellationToken cancellation) =>
        AskAsync(new TextPrompt<string>(Shown(question)), cancellation);

    public async Task<Secret> SecretAsync(string question, CancellationToken cancellation) =>
        redactor.Hide(await AskAsync(new TextPrompt<string>(Shown(question)).Secret(null), cancellation).ConfigureAwait(false));

    public void Dispose() => one.Dispose();

    /// <summary>A node's words may be in it.</summary>
    private string Shown(string question) => Markup.Escape(Printable.Of(redactor.Redact(question)));

    private async Task<T> AskAsync<T>(IPrompt<T> prompt, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await live.HideAsync().ConfigureAwait(false);
            return await prompt.ShowAsync(live.Console, cancellation).ConfigureAwait(false);
        }
        finally
        {
            live.Show();
            one.Release();
        }
    }
}

/// <summary>Nobody is there.</summary>
internal sealed class NoQuestions : IAsk
{
    public bool IsInteractive => false;

    public Task<bool> ConfirmAsync(string question, bool assume, CancellationToken cancellation) => throw Nobody(question);

    public Task<string> TextAsync(string question, CancellationToken cancellation) => throw Nobody(question);

    public Task<Secret> SecretAsync(string question, CancellationToken cancellation) => throw Nobody(question);

    private static WrongUseException Nobody(string question) =>
        new($"Nobody can be asked without a terminal: {question}", "Run this at a terminal, or give the answer as an option.");
}
