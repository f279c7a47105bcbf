using System.Diagnostics;
using System.Net;
using System.Text;

namespace Throughput;

/// <summary>Clients that submit, each over a connection of its own and one task at a time.</summary>
/// <param name="Hasty">How many clients ask again at once, whatever the answer says.</param>
/// <param name="Patient">How many clients wait as long as a refusal asks them to.</param>
internal sealed record Crowd(int Hasty, int Patient = 0)
{
    /// <summary>More at once would not fit the queue of connections that a server has not accepted yet.</summary>
    private const int ConnectingAtATime = 64;

    private const string Args = """{"number":12345,"text":"as long as the arguments are"}""";

    /// <param name="web">A web process.</param>
    /// <param name="before">How long the load runs before answers count.</param>
    /// <param name="span">How long answers count.</param>
    /// <returns>Returns when each client has the answer to its last request, so that no request is left in the server.</returns>
    public async Task<CrowdAnswers> RunAsync(Uri web, TimeSpan before, TimeSpan span)
    {
        var server = new IPEndPoint(IPAddress.Loopback, web.Port);
        CrowdClient[] clients = [.. Enumerable.Range(0, Hasty + Patient).Select(number => new CrowdClient(isPatient: number >= Hasty))];
        try
        {
            await Parallel.ForEachAsync(
                clients,
                new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtATime },
                async (client, cancellationToken) => await client.ConnectAsync(server, cancellationToken));
            byte[] request = Request(web);
            long from = Stopwatch.GetTimestamp() + Ticks(before);
            await Task.WhenAll(clients.Select(client => client.RunAsync(request, from, from + Ticks(span))));
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }

        var all = new CrowdAnswers();
        Array.ForEach(clients, client => all.Add(client.Answers));
        return all;
    }

    private static byte[] Request(Uri web)
    {
        string[] lines =
        [
            $"POST {NoopTask.At(web).PathAndQuery} HTTP/1.1", $"Host: {web.Authority}", "Content-Type: application/json",
            $"Content-Length: {Args.Length}",
            "", Args,
        ];
        return Encoding.ASCII.GetBytes(string.Join("\r\n", lines));
    }

    private static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);
}
