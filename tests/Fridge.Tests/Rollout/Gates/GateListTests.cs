using Fridge.Manifests;
using Fridge.Rollout.Gates;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Gates;

public sealed class GateListTests
{
    [Fact]
    public void WhatATemplateMayAskFor_IsWhatThereIsAClassFor() =>
        GateList.All.Select(gate => gate.Name).ShouldBe(GateNames.All, ignoreOrder: true);
}
