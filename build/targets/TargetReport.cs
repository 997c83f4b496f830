using Fridge.Engine;
using Fridge.Tooling;

namespace Fridge.Targets;

/// <summary>Gives the rooms, which don't know the engine, a running target's report.</summary>
internal sealed class TargetReport(TargetRun run) : IReport
{
    public void Info(string message) => run.Report.Info(message);

    public void Detail(string message) => run.Report.Detail(message);

    public void Warn(string message) => run.Report.Warn(message);

    public IProgressItem Begin(string title, long? total, ProgressUnit unit) =>
        new Item(run.Report.Begin(title, total, unit == ProgressUnit.Bytes ? RunProgressUnit.Bytes : RunProgressUnit.Steps));

    private sealed class Item(IRunProgress progress) : IProgressItem
    {
        public void Report(long done, long? total) => progress.Report(done, total);

        public void Dispose() => progress.Dispose();
    }
}
