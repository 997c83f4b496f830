using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Model;
using Fridge.Rollout.Secrets;
using Fridge.Tests.Manifests;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Secrets;

public sealed class SecretSourcesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fridge-secrets-");
    private readonly Dictionary<string, string> environment = [];
    private readonly Redactor redactor = new();
    private readonly Answers answers = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EverySource_GivesItsValue_AndHidesIt()
    {
        environment["A"] = "from the environment";
        environment["HOME"] = folder.FullName;
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "b"), "from a file\n", Token);
        answers.Secret = "from a person";

        var secrets = await ReadAsync(
            ("a.password", new(SecretSource.Environment, "A")), ("b.password", new(SecretSource.File, "b")), ("c.password", new(SecretSource.File, "~/b")),
            ("d.password", new(SecretSource.Prompt)), ("e.password", new(SecretSource.Generated)));

        secrets.Values.Select(pair => (pair.Key, pair.Value?.Reveal())).ShouldBe([
            ("flink.config.a.password", "from the environment"), ("flink.config.b.password", "from a file"), ("flink.config.c.password", "from a file"),
            ("flink.config.d.password", "from a person"), ("flink.config.e.password", null)]);
        redactor.Redact("from the environment, from a file, from a person").ShouldBe("***, ***, ***");
        answers.Asked.ShouldBe(["The secret flink.config.d.password:"]);
    }

    [Fact]
    public async Task WhatIsMissing_IsToldAtOnce_AsWrongUse()
    {
        environment["SHORT"] = "abc";
        environment["EMPTY"] = "";
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "lines"), "\n\n", Token);
        answers.IsInteractive = false;

        var refused = await Should.ThrowAsync<FridgeException>(ReadAsync(
            ("a.password", new(SecretSource.Environment, "NONE")), ("b.password", new(SecretSource.Environment, "EMPTY")), ("c.password", new(SecretSource.Environment, "SHORT")),
            ("d.password", new(SecretSource.File, "none")), ("e.password", new(SecretSource.File, "lines")), ("f.password", new(SecretSource.Prompt))));

        refused.WrongUse.ShouldBeTrue();
        refused.Message.Split('\n').ShouldBe([
            "clusters/virtual.yaml: flink.config.a.password: the variable NONE isn't set.",
            "clusters/virtual.yaml: flink.config.b.password: the variable EMPTY isn't set.",
            "clusters/virtual.yaml: flink.config.c.password: it has fewer than 4 characters, too few to be hidden in what is shown.",
            $"clusters/virtual.yaml: flink.config.d.password: Could not find file '{Path.Combine(folder.FullName, "none")}'.",
            "clusters/virtual.yaml: flink.config.e.password: it is empty.",
            "clusters/virtual.yaml: flink.config.f.password: nobody can be asked without a terminal.",
        ]);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private Task<ClusterSecrets> ReadAsync(params IEnumerable<(string Key, SecretRef Source)> secrets) =>
        new SecretSources(redactor, environment.GetValueOrDefault, answers).ReadAsync(
            Samples.Virtual with { Flink = Samples.Virtual.Flink with { Secrets = secrets.ToImmutableSortedDictionary(secret => secret.Key, secret => secret.Source) } },
            folder.FullName, Token);

    private sealed class Answers : IAsk
    {
        public List<string> Asked { get; } = [];

        public string Secret { get; set; } = "";

        public bool IsInteractive { get; set; } = true;

        public Task<bool> ConfirmAsync(string question, bool assume, CancellationToken cancellation) => throw new NotSupportedException(question);

        public Task<string> TextAsync(string question, CancellationToken cancellation) => throw new NotSupportedException(question);

        public Task<Secret> SecretAsync(string question, CancellationToken cancellation)
        {
            Asked.Add(question);
            return Task.FromResult(new Redactor().Hide(Secret));
        }
    }
}
