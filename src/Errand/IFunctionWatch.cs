using System.Buffers;

namespace Errand;

/// <summary>Learns how a function ended before its services are disposed of, since that may hang.</summary>
internal interface IFunctionWatch
{
    /// <param name="result">UTF-8 JSON, when it returned.</param>
    /// <param name="thrown">What it threw, when it did not.</param>
    void FunctionEnded(ReadOnlySequence<byte> result, Exception? thrown);
}
