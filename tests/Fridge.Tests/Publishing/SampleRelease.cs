using System.Collections.Immutable;
using Fridge.Publishing.Contents;
using Fridge.Publishing.Versions;

namespace Fridge.Tests.Publishing;

internal static class SampleRelease
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    public static ReleaseTag Tag { get; } = ReleaseTag.Parse("v1.1.0");

    public static ReleaseDocument Document { get; } = new()
    {
        Tag = "v1.1.0",
        Commit = Commit,
        Repository = "ada/fridge",
        Registry = "ghcr.io/ada",
        Platforms = ["linux/arm/v7"],
        Images = [new ReleaseImage("flink", "1f", "ada/fridge-flink", "1.1.0", Digest('a'), [new ReleasePlatform("linux/arm/v7", Digest('b'), 1000)])],
        Clusters = ["clusters/virtual.yaml"],
    };

    public static ReleaseParts Parts { get; } = new()
    {
        Tag = Tag,
        Source = new ReleaseSource
        {
            Head = Commit,
            Made = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            IsDirty = false,
            Tagged = Commit,
            Before = ReleaseTag.Parse("v1.0.0"),
            Commits = [new SourceCommit(Commit, "feat: releases")],
        },
        Document = Document,
        Manifests = Texts(("virtual/swarm/stack.yaml", "services: {}\n"), ("virtual/kubernetes/all.yaml", "kind: List\n")),
        Bills = Texts(("flink-sbom-armhf.cdx.json", "{}\n")),
        Builder = new Builder("https://fridge.dev/builder/local", null),
    };

    public static ReleaseContents Contents { get; } = ReleaseContents.Of(Parts);

    public static string Digest(char digit) => $"sha256:{new string(digit, 64)}";

    private static ImmutableSortedDictionary<string, string> Texts(params (string Name, string Text)[] texts) =>
        texts.ToImmutableSortedDictionary(text => text.Name, text => text.Text, StringComparer.Ordinal);
}
