using System.Globalization;
using System.Text.Json;
using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Submit;

/// <summary><c>POST /v1/tasks/batch</c>: many tasks at once, all of them or none.</summary>
internal sealed class BatchEndpoint(SubmissionParser parser, BatchSubmitter batches, AccessGate access)
{
    public async Task<Problem?> SubmitAsync(RouteRequest request)
    {
        var tasks = new List<ReadOnlyMemory<byte>>();
        if (BatchReader.Read(request.Body, MediaTypes.IsNdjson(request.Context.Request), tasks) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        if (tasks.Count is 0 or > TaskLimits.MaxBatch)
        {
            return Problems.Invalid([new Fault(
                "#", FaultCode.Length, string.Create(CultureInfo.InvariantCulture, $"a batch has 1 to {TaskLimits.MaxBatch} tasks"))]);
        }

        var submissions = new List<Submission>(tasks.Count);
        if ((Check(request, tasks, submissions) ?? access.RefuseMore(request, tasks.Count - 1)) is { } refused)
        {
            return refused;
        }

        // Whether or not the client is still there: what was handed over is stored.
        IReadOnlyList<SubmitAnswer> verdicts = await batches.SubmitAsync(submissions);
        if (verdicts[0].Verdict == SubmitVerdict.Refused)
        {
            return Problems.BatchRefusedByStore();
        }

        await AnswerAsync(request.Context, verdicts);
        return null;
    }

    /// <summary>What is wrong with any of them, in one answer.</summary>
    private Problem? Check(RouteRequest request, List<ReadOnlyMemory<byte>> tasks, List<Submission> submissions)
    {
        var faults = new List<Fault>();
        Problem? forbidden = null;
        bool areOfArgs = false;
        for (int i = 0; i < tasks.Count; i++)
        {
            (Problem? refused, Submission? submission) = parser.Read(tasks[i], options: null, [], request.By);
            if (submission is not null)
            {
                submissions.Add(submission.From(request.Context.Request));
            }
            else if (refused is { Slug: ProblemSlug.Forbidden })
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"#/{i}/type");
                forbidden = (forbidden ?? refused) with
                {
                    Faults = [.. forbidden?.Faults ?? [], new Fault(place, FaultCode.Enum, refused.Detail)],
                };
            }
            else if (refused is { Faults: { } ofTask })
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"#/{i}");
                faults.AddRange(ofTask.Select(fault => fault with { Pointer = place + fault.Pointer[1..] }));
                areOfArgs |= refused.Slug == ProblemSlug.InvalidArgs;
            }
            else
            {
                return refused! with
                {
                    Detail = string.Create(
                    CultureInfo.InvariantCulture, $"Task {i} of the batch, counted from 0: {refused.Detail}")
                };
            }
        }

        return forbidden ?? (faults.Count == 0 ? null : Problems.InvalidBatch(faults, areOfArgs));
    }

    private static async Task AnswerAsync(HttpContext context, IReadOnlyList<SubmitAnswer> verdicts)
    {
        using var answer = new PooledBuffer();
        await using (var json = new Utf8JsonWriter(answer, JsonAnswer.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("ids"u8);
            foreach (SubmitAnswer verdict in verdicts)
            {
                json.WriteNumberValue(verdict.Id.Value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        await JsonAnswer.WriteAsync(context, StatusCodes.Status202Accepted, answer);
    }
}
