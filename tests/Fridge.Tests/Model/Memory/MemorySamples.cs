using System.Globalization;

namespace Fridge.Tests.Model.Memory;

/// <summary>Random memory options, many near the edges where Flink begins to refuse; the same ones for the same seed.</summary>
internal sealed class MemorySamples(int seed)
{
    private readonly Random random = new(seed);

    public IEnumerable<MemorySample> Take(int count) =>
        Enumerable.Range(0, count).Select(index => index % 3 == 0 ? JobManager() : TaskManager()).ToList();

    private MemorySample JobManager()
    {
        var options = new Options(random);
        var (metaspace, overhead) = Jvm(options, "jobmanager");
        var (heap, offHeap) = (options.Mebibytes(1, 1500), options.Mebibytes(16, 400));
        var fineGrained = options.Maybe(0.4, "jobmanager.memory.heap.size", heap);
        var offHeapGiven = options.Maybe(0.5, "jobmanager.memory.off-heap.size", offHeap);
        var flink = heap + (offHeapGiven ? offHeap : 128L << 20);
        if (options.Maybe(0.4, "jobmanager.memory.flink.size", options.Near(flink, 0.6)) | options.Maybe(0.7, "jobmanager.memory.process.size", options.Near(flink + metaspace + overhead, 0.5)) | fineGrained)
            options.Text(0.2, "jobmanager.memory.enable-jvm-direct-memory-limit", "true", "false", "TRUE", "yes");
        return new("JM", options.Values);
    }

    private MemorySample TaskManager()
    {
        var options = new Options(random);
        var (metaspace, overhead) = Jvm(options, "taskmanager");
        var sum = options.Part(0.4, "taskmanager.memory.framework.heap.size", 16, 300, 128)
            + options.Part(0.4, "taskmanager.memory.framework.off-heap.size", 16, 300, 128)
            + options.Part(0.3, "taskmanager.memory.task.off-heap.size", 0, 200, 0)
            + options.Part(0.4, "taskmanager.memory.task.heap.size", 0, 900, 100)
            + options.Part(0.4, "taskmanager.memory.managed.size", 0, 900, 0)
            + options.Part(0.4, "taskmanager.memory.network.min", 0, 120, 64);
        options.Part(0.3, "taskmanager.memory.network.max", 60, 900, 0);
        options.Fraction(0.3, "taskmanager.memory.network.fraction");
        options.Fraction(0.3, "taskmanager.memory.managed.fraction");
        options.Maybe(0.4, "taskmanager.memory.flink.size", options.Near(sum, 0.2) + options.Mebibytes(0, 700));
        options.Maybe(0.7, "taskmanager.memory.process.size", options.Near(sum + metaspace + overhead, 0.2) + options.Mebibytes(0, 700));
        options.Text(0.2, "taskmanager.numberOfTaskSlots", "1", "2", "4", "16");
        options.Text(0.2, "taskmanager.cpu.cores", "0.5", "4", "2.25", "0", "-1");
        return new("TM", options.Values);
    }

    private static (long Metaspace, long Overhead) Jvm(Options options, string process)
    {
        var metaspace = options.Part(0.4, $"{process}.memory.jvm-metaspace.size", 32, 512, 256);
        var overhead = options.Part(0.4, $"{process}.memory.jvm-overhead.min", 16, 400, 192);
        options.Part(0.2, $"{process}.memory.jvm-overhead.max", 150, 1500, 0);
        options.Fraction(0.3, $"{process}.memory.jvm-overhead.fraction");
        return (metaspace, overhead);
    }

    private sealed class Options(Random random)
    {
        public Dictionary<string, string> Values { get; } = [];

        public long Mebibytes(int least, int most) => random.NextInt64((long)least << 20, ((long)most << 20) + 1);

        public long Near(long size, double exactly) => random.NextDouble() < exactly ? size : Math.Max(0, size + Mebibytes(0, 300) - Mebibytes(0, 150));

        public bool Maybe(double probability, string key, long bytes)
        {
            if (random.NextDouble() >= probability)
                return false;
            Values[key] = random.NextDouble() < 0.02 ? "12 parsecs" : Write(bytes);
            return true;
        }

        /// <summary>What the part counts for, given or not.</summary>
        public long Part(double probability, string key, int least, int most, int fallback)
        {
            var bytes = random.NextDouble() < 0.5 ? Mebibytes(least, most) : (long)random.Next(least, most + 1) << 20;
            return Maybe(probability, key, bytes) ? bytes : (long)fallback << 20;
        }

        public void Fraction(double probability, string key)
        {
            if (random.NextDouble() >= probability)
                return;
            Values[key] = random.Next(30) switch
            {
                0 => "1.0",
                1 => "-0.1",
                2 => "a tenth",
                3 => "0",
                < 15 => random.NextSingle().ToString("R", CultureInfo.InvariantCulture),
                _ => (random.Next(1, 60) / 100.0).ToString(CultureInfo.InvariantCulture),
            };
        }

        public void Text(double probability, string key, params string[] texts)
        {
            if (random.NextDouble() < probability)
                Values[key] = texts[random.Next(texts.Length)];
        }

        private string Write(long bytes) => bytes % (1 << 20) != 0 || random.Next(3) == 0
            ? (random.Next(2) == 0 ? $"{bytes}" : $"{bytes}b")
            : random.Next(3) switch { 0 => $"{bytes >> 20}m", 1 => $"{bytes >> 20} MB", _ => $"{bytes >> 10}k" };
    }
}

/// <param name="Process"><c>TM</c> or <c>JM</c>.</param>
internal sealed record MemorySample(string Process, IReadOnlyDictionary<string, string> Options)
{
    public string Line => string.Join('\t', [Process, .. Options.Select(option => $"{option.Key}={option.Value}")]);
}
