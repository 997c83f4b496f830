using Fridge.Publishing.Notes;
using Fridge.Publishing.Versions;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

public sealed class ChangelogTests
{
    private static readonly RepositoryName Repository = new("ada", "fridge");

    [Fact]
    public void Of_ConventionalAndPlainSubjects_AreInSections() =>
        Of("Try few sessions", "fix(flink): wait for the port", "feat: releases", "feat!: another file", "chore: tidy", "Docs: say it").ShouldBe("""
            ## Breaking changes

            - another file ([aaaaaaa](https://github.com/ada/fridge/commit/aaaaaaaaaa))

            ## Changes

            - Try few sessions ([aaaaaaa](https://github.com/ada/fridge/commit/aaaaaaaaaa))

            ## Features

            - releases ([aaaaaaa](https://github.com/ada/fridge/commit/aaaaaaaaaa))

            ## Fixes

            - **flink:** wait for the port ([aaaaaaa](https://github.com/ada/fridge/commit/aaaaaaaaaa))

            ## Documentation

            - say it ([aaaaaaa](https://github.com/ada/fridge/commit/aaaaaaaaaa))

            ## Inside

            - tidy ([aaaaaaa](https://github.com/ada/fridge/commit/aaaaaaaaaa))

            All changes: [v1.0.0…v1.1.0](https://github.com/ada/fridge/compare/v1.0.0...v1.1.0)

            """);

    [Fact]
    public void Of_AFooter_MakesItBreaking() => Changelog.Of(Source(new SourceCommit("aaaaaaaaaa", "Move it", "why\n\nBREAKING CHANGE: look there")), Repository, ReleaseTag.Parse("v1.1.0"))
        .ShouldStartWith("## Breaking changes\n\n- Move it");

    [Fact]
    public void Of_ATypeThatNobodyKnows_IsAPartOfTheSentence() => Of("Note: this stays").ShouldContain("- Note: this stays (");

    [Fact]
    public void Of_WhatLooksLikeMarkdown_IsText() =>
        Of("Take `x` <img src=y> [here](z) *now*").ShouldContain(@"- Take \`x\` \<img src=y\> \[here\](z) \*now\* (");

    private static string Of(params string[] subjects) =>
        Changelog.Of(Source([.. subjects.Select(subject => new SourceCommit("aaaaaaaaaa", subject))]), Repository, ReleaseTag.Parse("v1.1.0"));

    private static ReleaseSource Source(params SourceCommit[] commits) => new()
    {
        Head = "aaaaaaaaaa",
        Made = DateTimeOffset.UnixEpoch,
        IsDirty = false,
        Tagged = "aaaaaaaaaa",
        Before = ReleaseTag.Parse("v1.0.0"),
        Commits = [.. commits],
    };
}
