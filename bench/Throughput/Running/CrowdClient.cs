using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Throughput;

/// <summary>One client of a <see cref="Crowd"/>. Not an <see cref="HttpClient"/>, which costs several times what the server spends on a
/// submit.</summary>
internal sealed class CrowdClient(bool isPatient) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[2048];

    public CrowdAnswers Answers { get; } = new();

    public async Task ConnectAsync(IPEndPoint server, CancellationToken cancellationToken) =>
        await _socket.ConnectAsync(server, cancellationToken);

    /// <param name="request">The same each time.</param>
    /// <param name="from">Of a <see cref="Stopwatch"/>: answers before it do not count.</param>
    /// <param name="to">After it nothing is sent, and answers do not count.</param>
    public async Task RunAsync(ReadOnlyMemory<byte> request, long from, long to)
    {
        bool isBack = false;
        for (long sentAt = Stopwatch.GetTimestamp(); sentAt < to; sentAt = Stopwatch.GetTimestamp())
        {
            await _socket.SendAsync(request);
            HttpAnswer answer = await ReceiveAsync();
            long now = Stopwatch.GetTimestamp();
            if (now >= from && now < to)
            {
                Answers.Count(answer, Stopwatch.GetElapsedTime(sentAt, now), isBack);
            }

            isBack = isPatient && answer.RetryAfter is not null;
            if (isBack)
            {
                // Not longer than the other clients run.
                TimeSpan left = Stopwatch.GetElapsedTime(Math.Min(now, to), to);
                await Task.Delay(answer.RetryAfter < left ? answer.RetryAfter.Value : left);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<HttpAnswer> ReceiveAsync()
    {
        int length = 0;
        while (true)
        {
            int received = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (received == 0)
            {
                throw new InvalidOperationException(length == _buffer.Length
                    ? $"An answer is longer than {_buffer.Length} bytes."
                    : "The server closed a connection of the load.");
            }

            length += received;
            if (HttpAnswer.TryRead(_buffer.AsSpan(0, length), out HttpAnswer answer))
            {
                return answer;
            }
        }
    }
}
