using Errand.Access;
using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Types;
using Errand.Web.Errors;
using Errand.Web.Http;

namespace Errand.Web.Submit;

/// <summary>Makes a submission of a task as a client sent it, or says all that is wrong with it at once.</summary>
internal sealed class SubmissionParser(TaskRegistry registry, SubmissionRules rules)
{
    private static readonly SubmitOptions NoOptions = new();

    /// <summary>Of a task in the form of <c>POST /v1/tasks</c>: type, arguments and options in one object.</summary>
    /// <param name="body">The object.</param>
    /// <param name="options">Options that came with it, outside of the object; those in it are added to them.</param>
    /// <param name="faults">Where faults go; holds those that are known already.</param>
    /// <param name="by">Who submits it.</param>
    public Reading Read(ReadOnlyMemory<byte> body, SubmitOptions? options, List<Fault> faults, Principal by)
    {
        Envelope envelope = EnvelopeReader.Read(body, options, faults);
        if (envelope.Malformed is { } reason)
        {
            return new Reading(Problems.Malformed(reason), null);
        }

        TaskDefinition? definition = envelope.Type is { } type ? registry.Find(type) : null;
        return envelope.Type is { } named && RefuseType(definition, named, by) is { } refused
            ? new Reading(refused, null)
            : Read(definition, envelope.Args, envelope.Options, faults, by);
    }

    /// <summary>Of arguments and options, if there are any. Without a definition there is a fault already, and the rest is checked
    /// anyway.</summary>
    public Reading Read(
        TaskDefinition? definition, ReadOnlyMemory<byte>? args, SubmitOptions? options, List<Fault> faults, Principal by)
    {
        if (definition is not null && args is { } sent
            && definition.CheckArgs(sent, UnknownArgs.Refused, faults) is { } malformed)
        {
            return new Reading(Problems.Malformed(new Malformed(malformed)), null);
        }

        // The rules of options are every type's.
        TaskDefinition? type = definition ?? (registry.Definitions is [var any, ..] ? any : null);
        Submission? submission = type is null
            ? null
            : rules.Create(type, args ?? default, options ?? NoOptions, by, faults);
        return submission is null ? new Reading(Problems.Invalid(faults), null) : new Reading(null, submission);
    }

    /// <summary>Whoever may not submit a type is not told whether there is one.</summary>
    private Problem? RefuseType(TaskDefinition? definition, string name, Principal by)
    {
        string scope = definition?.Scope ?? Scopes.Submit + name;
        return NameRule.Holds(name) && !by.Scopes.Allows(scope)
            ? Problems.Forbidden(scope, by.Kind != PrincipalKind.Anonymous)
            : definition is null ? Problems.UnknownType(name, registry.VisibleTo(by.Scopes))
            : null;
    }

    /// <param name="Refused">Why there is no submission, or null.</param>
    /// <param name="Submission">What can be submitted, or null.</param>
    public readonly record struct Reading(Problem? Refused, Submission? Submission);
}
