using System.Diagnostics;
using Fridge.Engine;
using Fridge.Targets;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine;

/// <summary>bash itself completes; zsh and fish, which a bare Debian hasn't, read theirs where they are there.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("./build.sh Dep", "Deploy")]
    [InlineData("./build.sh Provision --verb", "--verbosity")]
    [InlineData("./build.sh Deploy --verbosity ", "quiet normal verbose")]
    [InlineData("./build.sh Deploy --verbosity v", "verbose")]
    [InlineData("./build.sh Deploy --cluster /etc/hostn", "/etc/hostname")]
    [InlineData("./build.sh Deploy --node-password-f", "--node-password-file")]
    [InlineData("./build.sh Deploy --ui-port ", "")]
    [InlineData("./build.sh Deploy --write", "")]
    public async Task Bash_CompletesTargetsOptionsAndTheirValues(string typed, string expected)
    {
        var words = typed.Split(' ');
        var script = $"""
            compopt() {"{ :; }"}
            {await ScriptAsync("bash")}
            COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))}); COMP_CWORD={words.Length - 1}
            _fridge_build
            echo "${"{COMPREPLY[*]}"}"
            """;

        (await ShellAsync("bash", script)).Trim().ShouldBe(expected);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task AShell_ReadsItsScriptWithoutAnError(string shell)
    {
        var script = await ScriptAsync(shell);

        if (File.Exists($"/usr/bin/{shell}"))
            (await ShellAsync(shell, script, "-n")).ShouldBeEmpty();
        foreach (var target in BuildModel.Of(new Build()).Targets.Where(target => target.Listed))
            script.ShouldContain(target.Name);
    }

    [Fact]
    public void ADescription_StaysInItsQuotes()
    {
        var word = new CompletionWord("--its", @"Bob's [two] c:\d", CompletionValue.None, []);

        CompletionScript.Lines("zsh", [word]).ShouldContain(@"  '--its[Bob'\''s \[two\] c:\\d]' \");
        CompletionScript.Lines("fish", [word]).ShouldContain(@"complete -c build.sh -l its -d 'Bob\'s [two] c:\\d'");
    }

    [Fact]
    public async Task AnotherShell_IsRefusedWithTheNearest()
    {
        using var checkout = new ScratchFolder();

        var run = await EngineRun.OfAsync(new AbcBuild { Root = checkout.Path }, "--completion fisch");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--completion fisch: expected bash, zsh or fish.");
        run.Error.ShouldContain("Did you mean fish?");
    }

    private static async Task<string> ScriptAsync(string shell)
    {
        var run = await EngineRun.OfAsync(new Build(), ["--completion", shell]);
        run.ExitCode.ShouldBe(0);
        return run.Out;
    }

    private static async Task<string> ShellAsync(string shell, string script, params string[] options)
    {
        var start = new ProcessStartInfo(shell, options) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await output + error;
    }
}
