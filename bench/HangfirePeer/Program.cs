using System.Diagnostics;
using System.Globalization;
using HangfirePeer;

// Follows the commands of the bench until its input ends: `fill N` is answered by `filled SECONDS`, `drain` by `drained SECONDS`.
string database = Environment.GetEnvironmentVariable("PEER_DATABASE")
    ?? throw new InvalidOperationException("PEER_DATABASE is not set: bench/Throughput starts this program, with --peers.");
var queue = new HangfireQueue(database);
Console.WriteLine("ready");
while (await Console.In.ReadLineAsync() is { } line)
{
    long start = Stopwatch.GetTimestamp();
    switch (line.Split(' '))
    {
        case ["fill", var count]:
            await queue.FillAsync(int.Parse(count, CultureInfo.InvariantCulture));
            Answer("filled", start);
            break;
        case ["drain"]:
            using (queue.StartServer())
            {
                await queue.DrainedAsync();
                Answer("drained", start);
            }

            break;
        default:
            throw new InvalidOperationException($"Neither fill nor drain: {line}");
    }
}

static void Answer(string what, long start) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0000}"));
